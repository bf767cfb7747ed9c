/** Which of the paths that a shell's `datasets/*` gives are datasets. */
import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MANIFEST } from './folder.js';
import { guessImport } from './import/resolve.js';
import { parseImportSpec } from './import/spec.js';
import { formatOf } from './source-file.js';

export interface FoundDatasets {
  readonly datasets: readonly string[];
  /** Neither a dialogue file nor a folder with a dataset. */
  readonly passedOver: readonly string[];
}

/**
 * A folder without dataset.yaml stands for the datasets in it. Of several paths those that are no dataset are passed over; a
 * single one is always taken at its word, so that what is wrong with it is told.
 */
export async function findDatasets(paths: readonly string[], cwd: string): Promise<FoundDatasets> {
  const datasets: string[] = [];
  const passedOver: string[] = [];
  for (const path of paths) {
    const found = await within(path, cwd);
    if (found.length > 0) datasets.push(...found);
    else passedOver.push(path);
  }
  return datasets.length > 0 ? { datasets, passedOver } : { datasets: paths, passedOver: [] };
}

async function within(path: string, cwd: string): Promise<readonly string[]> {
  if (parseImportSpec(path) !== undefined) return [path];
  const place = resolve(cwd, path);
  const kind = statSync(place, { throwIfNoEntry: false });
  if (kind === undefined) return [path];
  if (kind.isFile()) return formatOf(path) === undefined && !(await isForeign(path, place, 'file')) ? [] : [path];
  if (existsSync(join(place, MANIFEST))) return [path];
  const folders = (await readdir(place, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const names = folders.map(({ name }) => name).filter((name) => existsSync(join(place, name, MANIFEST)));
  if (names.length === 0 && (await isForeign(path, place, 'folder'))) return [path];
  return names.sort().map((name) => `${path.replace(/\/+$/, '')}/${name}`);
}

/** Whether the shape of a place gives a foreign format away. */
async function isForeign(shown: string, path: string, kind: 'file' | 'folder'): Promise<boolean> {
  return (await guessImport({ path, shown, kind, options: {} }, undefined, () => undefined)) !== undefined;
}
