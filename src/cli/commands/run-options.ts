/** The flags of `run`; apart from the command, so that its handler can name their types. */
import type { Argv } from 'yargs';

export const builder = (yargs: Argv) =>
  yargs
    .usage(
      '$0 run --dataset PATH… --bot SPEC…\n\nReplays labelled dialogues against bots, scores the replies, judges the gates, writes a run folder.',
    )
    .options({
      dataset: {
        alias: 'd',
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'Dialogues: .jsonl, .csv, or a folder with dataset.yaml (repeatable)',
      },
      bot: {
        alias: 'b',
        type: 'string',
        array: true,
        nargs: 1,
        describe:
          './bot.js · http://… · openai:MODEL@http://host/v1 · ws://… · "stdio:python3 bot.py" · rasa:URL · direct_line:URL · botium:FILE · transcript:FILE, each with an optional name= (repeatable; the first is the baseline)',
      },
      config: { alias: 'c', type: 'string', describe: 'Configuration (default: shopreplay.config.{ts,js,mjs,json,yaml} here)' },
      out: { alias: 'o', type: 'string', describe: 'Run folder (default: reports/<time>-<bot>-<dataset>-<tail>)' },
      resume: { type: 'boolean', describe: 'Finish the interrupted run in --out' },
      split: { type: 'string', describe: 'Split of the dataset to replay, such as test' },
      history: {
        choices: ['gold', 'self'] as const,
        describe: 'History that the bot is given: the labelled replies, or its own [default: gold]',
      },
      trials: { alias: 'repeats', type: 'number', describe: 'Replays of every dialogue [default: 1]' },
      'max-concurrency': { type: 'number', describe: 'Dialogues in flight at once [default: 4]' },
      timeout: { type: 'number', describe: 'Milliseconds a reply may take [default: 30000]' },
      retries: { type: 'number', describe: 'Further attempts after a transport fault [default: 2]' },
      'max-error-rate': { type: 'number', describe: 'Share of failed calls above which the run exits with 3 [default: 0.05]' },
      bail: { type: 'number', describe: 'Stop after so many failed calls' },
      pattern: { alias: 't', type: 'string', describe: 'Only dialogues whose id matches this regular expression' },
      limit: { type: 'number', describe: 'Only the first N dialogues' },
      shard: { type: 'string', describe: 'Part of the families, such as 1/3' },
      seed: { type: 'number', describe: 'Seed of resampling and simulation [default: 0]' },
      metric: {
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'Compute only this metric (repeatable; see `shopreplay metrics`)',
      },
      resamples: {
        type: 'number',
        describe: 'Bootstrap resamples of the intervals [default: 1000, fewer on more than 20,000 turns]',
      },
      gate: {
        alias: 'g',
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'Such as "intent.accuracy[dialect=yue] >= 0.8" or "intent.accuracy >= baseline - 0.01" (repeatable)',
      },
      baseline: {
        type: 'string',
        describe: 'Pinned baseline of such gates [default: reports/baselines/<bot>-<dataset>.json]',
      },
      inconclusive: {
        choices: ['pass', 'fail', 'inconclusive'] as const,
        describe: 'What an inconclusive gate counts as [default: inconclusive, exit 4]',
      },
      uplift: { type: 'boolean', describe: 'Simulate conversions against the first bot; --no-uplift leaves it out' },
      reporter: {
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'terminal · json · html · markdown · junit · csv (repeatable) [default: all but json]',
      },
      'output-file': {
        type: 'string',
        describe: 'Also write the one reporter named (json, html, markdown or junit) to this file',
      },
      progress: { type: 'boolean', default: true, describe: 'Progress on stderr' },
    })
    .example('$0 run -d datasets/mother-baby --split test -b ./bot.js', 'one bot, the bundled test split')
    .example('$0 run -d mine.csv -b old=http://127.0.0.1:8080/chat -b "new=stdio:python3 bot.py"', 'two bots compared')
    .example('$0 run -d mine.csv -b ./bot.js -g "intent.accuracy >= 0.9"', 'exit code 1 when the gate fails')
    .example('$0 run -d mine.csv -b ./bot.js -o reports/nightly --resume', 'finish an interrupted run');

export type RunArguments = Awaited<ReturnType<typeof builder>['argv']>;
