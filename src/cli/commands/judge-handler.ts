/** Flags of `judge` and `embed` → the harness → stdout. */
import { embed, judge, loadConfig, renderEmbeddings, renderJudge } from '../../harness/index.js';
import { embeddingsConfigSchema, HarnessError, judgeConfigSchema, problemsOf } from '../../schema/index.js';
import { useColor } from '../colors.js';
import { turnProgress } from '../turn-progress.js';
import type { EmbedArguments, JudgeArguments } from './judge-options.js';

export async function handleJudge(argv: JudgeArguments): Promise<void> {
  const cwd = process.cwd();
  const loaded = await loadConfig(argv.config, cwd);
  const given = { base_url: argv.baseUrl, model: argv.model, api_key: argv.apiKey, ratings: argv.ratings };
  const flags = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const merged = { ...loaded?.config.judge, ...flags };
  if (Object.keys(merged).length === 0)
    throw notConfigured('judge', 'judge: { base_url: …, model: … } or --base-url and --model');
  const config = judgeConfigSchema.safeParse(merged);
  if (!config.success) throw new HarnessError(problemsOf(config.error, 'E_CONFIG', { prefix: 'judge' }));
  const { sample, seed, offline, against, dataset: datasets } = argv;
  if (sample !== undefined && !(Number.isInteger(sample) && sample >= 1)) {
    throw new HarnessError({ code: 'E_USAGE', message: '--sample has no usable value', expected: 'a whole number from 1' });
  }
  const progress = await turnProgress(argv.progress, 'judged');
  try {
    const result = await judge(argv.run, {
      cwd,
      env: process.env,
      config: config.data,
      baseDir: loaded?.baseDir ?? cwd,
      ...{ datasets, against, offline, sample, seed },
      onProgress: progress.show,
    });
    progress.end();
    const { summary } = result;
    const text =
      argv.format === 'json' ? `${JSON.stringify(summary, null, 2)}\n` : await renderJudge(summary, { color: useColor() });
    process.stdout.write(text);
    process.exitCode = result.exitCode;
  } finally {
    progress.end();
  }
}

export async function handleEmbed(argv: EmbedArguments): Promise<void> {
  const cwd = process.cwd();
  const loaded = await loadConfig(argv.config, cwd);
  const given = Object.fromEntries(
    Object.entries({ static: argv.static, onnx: argv.onnx }).filter(([, value]) => value !== undefined),
  );
  const own = Object.keys(given).length > 0;
  const merged = own ? given : loaded?.config.embeddings;
  if (merged === undefined) throw notConfigured('embeddings', 'embeddings: { static: FOLDER }, or --static or --onnx');
  const config = embeddingsConfigSchema.safeParse(merged);
  if (!config.success) throw new HarnessError(problemsOf(config.error, 'E_CONFIG', { prefix: 'embeddings' }));
  const progress = await turnProgress(argv.progress, 'embedded');
  try {
    const { summary } = await embed(argv.run, {
      cwd,
      env: process.env,
      config: config.data,
      baseDir: own ? cwd : (loaded?.baseDir ?? cwd),
      ...{ datasets: argv.dataset, offline: argv.offline },
      onProgress: progress.show,
    });
    progress.end();
    const text =
      argv.format === 'json' ? `${JSON.stringify(summary, null, 2)}\n` : await renderEmbeddings(summary, { color: useColor() });
    process.stdout.write(text);
  } finally {
    progress.end();
  }
}

function notConfigured(what: string, mend: string): HarnessError {
  return new HarnessError({ code: 'E_USAGE', message: `${what} is not configured`, mend: `add ${mend}` });
}
