/** A dataset, opened: survey it, then stream its dialogues. */
import { stat } from 'node:fs/promises';
import type { DatasetManifest, DatasetSurvey, Dialogue, Product } from '../schema/index.js';
import { withFileProblems } from './file-problem.js';
import { readAgain } from './replay-pass.js';
import { type Selection, selectorOf } from './selection.js';
import type { DatasetSource } from './source-file.js';
import { resolveSources } from './sources.js';
import { type SurveyResult, surveySources } from './survey.js';

/** Files of less than this together are parsed once and kept. */
const KEPT_BYTES = 16 << 20;

export interface Dataset {
  /**
   * One pass over all files, the first time; from then on the same result.
   * @throws HarnessError with all problems of all files together.
   */
  survey(): Promise<DatasetSurvey>;
  /**
   * The selected dialogues in order, in batches (none is empty); surveys first where that has not been done. Each call begins anew.
   * @throws HarnessError E_DATASET_CHANGED when the files are not those of the survey.
   */
  dialogues(): AsyncIterable<readonly Dialogue[]>;
  /** dataset.yaml, when exactly one folder and nothing else was opened. */
  readonly manifest?: DatasetManifest;
  /** The products of all catalogues by id; absent when there is none. The first catalogue wins where several know an id. */
  readonly products?: ReadonlyMap<string, Product>;
}

/** How to read; the defaults are right but for tests. None of it changes what is read. */
export interface DatasetOptions {
  readonly chunkBytes?: number;
  readonly maxLineBytes?: number;
  /** Total size of the files below which the dialogues are kept in memory after the survey. */
  readonly keptBytes?: number;
}

/**
 * Finds the files of the paths (JSONL, CSV, TSV, or folders with dataset.yaml, relative to `cwd`) and reads manifests and catalogues.
 * The dialogues are read by the survey.
 * @throws HarnessError with all problems of paths, manifests, catalogues and selection.
 */
export async function openDataset(
  paths: readonly string[],
  selection: Selection,
  cwd: string,
  options: DatasetOptions = {},
): Promise<Dataset> {
  const selectors = selectorOf(selection);
  const sources = await resolveSources(paths, selection.split, cwd);
  const files = sources.flatMap((source) => source.files);
  const { keptBytes = KEPT_BYTES, ...reading } = options;
  let surveyed: Promise<SurveyResult> | undefined;
  const survey = () => {
    surveyed ??= sizeOf(sources).then((size) => surveySources(sources, selection, { ...reading, keep: size < keptBytes }));
    return surveyed;
  };
  return {
    survey: async () => (await survey()).survey,
    async *dialogues() {
      const { kept, marks } = await survey();
      if (kept === undefined) yield* readAgain(files, marks, selectors(), reading);
      else yield kept;
    },
    ...(sources.length === 1 && sources[0]?.manifest !== undefined ? { manifest: sources[0].manifest } : {}),
    ...productsOf(sources),
  };
}

async function sizeOf(sources: readonly DatasetSource[]): Promise<number> {
  let size = 0;
  for (const file of sources.flatMap((source) => source.files)) {
    size += (await withFileProblems(file.shown, stat(file.path))).size;
  }
  return size;
}

function productsOf(sources: readonly DatasetSource[]): { products?: ReadonlyMap<string, Product> } {
  const catalogues = sources.flatMap((source) => (source.products === undefined ? [] : [source.products]));
  const [only] = catalogues;
  if (only === undefined) return {};
  if (catalogues.length === 1) return { products: only };
  return { products: new Map(catalogues.reverse().flatMap((products) => [...products])) };
}
