/** Every importer by its id: one line each, loaded when a spec names it or a path is guessed. */
import type { Importer } from './importer.js';

const IMPORTERS = {
  clinc150: async () => (await import('./clinc150.js')).clinc150,
  banking77: async () => (await import('./banking77.js')).banking77,
  bitext: async () => (await import('./bitext.js')).bitext,
  'jddc-select': async () => (await import('./jddc-select.js')).jddcSelect,
  table: async () => (await import('./table.js')).table,
} as const satisfies Record<string, () => Promise<Importer>>;

export const IMPORTER_IDS: readonly string[] = Object.keys(IMPORTERS);

/** @returns undefined for an unknown id */
export async function importerNamed(id: string): Promise<Importer | undefined> {
  return Object.hasOwn(IMPORTERS, id) ? await IMPORTERS[id as keyof typeof IMPORTERS]() : undefined;
}

/** All of them, in the order in which a path is guessed. */
export async function allImporters(): Promise<readonly Importer[]> {
  return await Promise.all(Object.values(IMPORTERS).map((load) => load()));
}
