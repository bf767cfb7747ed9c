/** `embed RUN`: how near the replies of a stored run are to their references, by embeddings. The run itself stays as it is. */
import { join, resolve } from 'node:path';
import { embeddingRun, openEmbedder } from '../judge/index.js';
import { writeFileAtomic } from '../record/index.js';
import type { EmbeddingSummary, EmbeddingsConfig } from '../schema/index.js';
import { judgeItems } from './judge-items.js';
import { openStoredRun } from './stored-run.js';

export interface EmbedOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: EmbeddingsConfig;
  /** Paths of the configuration are relative to this folder. */
  readonly baseDir: string;
  readonly datasets?: readonly string[] | undefined;
  /** Ask no server: every vector must be in the cache. */
  readonly offline?: boolean | undefined;
  readonly onProgress?: ((turns: number) => void) | undefined;
}

const LEVEL = 0.95;

/** Writes embeddings.json into the run folder. @throws HarnessError E_EMBEDDING, E_MODEL, E_JUDGE_CACHE, and what reading the run throws. */
export async function embed(
  folder: string,
  options: EmbedOptions,
): Promise<{ readonly folder: string; readonly summary: EmbeddingSummary }> {
  const { cwd, env, config, baseDir, datasets, offline = false, onProgress } = options;
  const run = await openStoredRun(resolve(cwd, folder), { cwd, datasets });
  try {
    const embedder = await openEmbedder(config, { baseDir, env, offline });
    try {
      const { bot, dataset } = run.manifest;
      const summary = await embeddingRun(judgeItems(run), {
        bot: bot.name,
        datasetDigest: dataset.digest,
        embedder,
        level: LEVEL,
        onProgress,
      });
      await writeFileAtomic(join(run.folder, 'embeddings.json'), `${JSON.stringify(summary, null, 2)}\n`);
      return { folder: run.folder, summary };
    } finally {
      await embedder.close();
    }
  } finally {
    run.close();
  }
}
