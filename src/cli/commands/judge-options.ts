/** The flags of `judge` and `embed`; apart from the commands, so that their handler can name their types. */
import type { Argv } from 'yargs';

const COMMON = {
  config: { type: 'string', describe: 'Configuration file; default shopreplay.config.* in this folder' },
  dataset: { alias: 'd', type: 'string', array: true, nargs: 1, describe: 'The dialogues, when they have moved' },
  offline: { type: 'boolean', default: false, describe: 'Ask no server: every answer must be in the cache' },
  format: { choices: ['text', 'json'] as const, default: 'text' as const, describe: 'json: for programs' },
  progress: { type: 'boolean', default: true, describe: 'Progress on stderr' },
} as const;

const RUN = { type: 'string', demandOption: true, describe: 'Run folder' } as const;

export const judgeBuilder = (yargs: Argv) =>
  yargs
    .usage(
      '$0 judge RUN\n\nAsks a language model of yours (an OpenAI-compatible server) whether each reply carries the facts it should, and for a grade. Off unless configured, and advisory until people confirm it: settings stand under judge: in the configuration.',
    )
    .positional('run', RUN)
    .options({
      ...COMMON,
      against: { type: 'string', describe: 'Another run on the same dialogues: which reply is better, asked in both orders' },
      'base-url': { type: 'string', describe: 'Server, up to and with the version; instead of judge.base_url' },
      model: { type: 'string', describe: 'Instead of judge.model' },
      'api-key': { type: 'string', describe: 'env:NAME, the variable that holds the key; instead of judge.api_key' },
      ratings: { type: 'string', describe: 'Grades by people, one JSON object a line; instead of judge.ratings' },
      sample: { type: 'number', describe: 'Judge a random part of so many turns' },
      seed: { type: 'number', default: 0, describe: 'Seed of the sample and the intervals' },
    })
    .example('$0 judge reports/nightly --base-url http://localhost:8000/v1 --model qwen', 'ask a model on this machine')
    .example('$0 judge reports/nightly --offline', 'in CI, from the answers kept in judge-cache')
    .example('$0 judge reports/new --against reports/old', 'which replies are better');

export const embedBuilder = (yargs: Argv) =>
  yargs
    .usage(
      '$0 embed RUN\n\nThe cosine of each reply with the nearest of its references, by embeddings of yours: a folder of static vectors, an ONNX model, or a server. Off unless configured; no turn passes or fails by it.',
    )
    .positional('run', RUN)
    .options({
      ...COMMON,
      static: { type: 'string', describe: 'Folder with tokenizer.json and model.safetensors; instead of embeddings:' },
      onnx: { type: 'string', describe: 'Folder with tokenizer.json and model.onnx; instead of embeddings:' },
    })
    .example('$0 embed reports/nightly --static ./models/multilingual', 'static vectors at a path of yours');

export type JudgeArguments = Awaited<ReturnType<typeof judgeBuilder>['argv']>;
export type EmbedArguments = Awaited<ReturnType<typeof embedBuilder>['argv']>;
