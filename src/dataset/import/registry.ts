/** Every importer by its id: one line each, loaded when a spec names it or a path is guessed. */
import type { Importer } from './importer.js';

const IMPORTERS = {
  clinc150: async () => (await import('./clinc150.js')).clinc150,
  banking77: async () => (await import('./banking77.js')).banking77,
  bitext: async () => (await import('./bitext.js')).bitext,
  'jddc-select': async () => (await import('./jddc-select.js')).jddcSelect,
  'jddc-sts': async () => (await import('./jddc-sts.js')).jddcSts,
  nlupp: async () => (await import('./nlupp.js')).nlupp,
  crosswoz: async () => (await import('./crosswoz.js')).crosswoz,
  sgd: async () => (await import('./sgd.js')).sgd,
  multiwoz22: async () => (await import('./multiwoz22.js')).multiwoz22,
  abcd: async () => (await import('./abcd.js')).abcd,
  tau2: async () => (await import('./tau2.js')).tau2,
  dialoguekit: async () => (await import('./dialoguekit.js')).dialoguekit,
  uss: async () => (await import('./uss.js')).uss,
  'u-need': async () => (await import('./u-need.js')).uNeed,
  ecommerce: async () => (await import('./ecommerce.js')).ecommerce,
  'mg-shopdial': async () => (await import('./mg-shopdial.js')).mgShopdial,
  massive: async () => (await import('./massive.js')).massive,
  catslu: async () => (await import('./catslu.js')).catslu,
  rasa: async () => (await import('./rasa.js')).rasa,
  promptfoo: async () => (await import('./promptfoo.js')).promptfoo,
  botium: async () => (await import('./botium.js')).botium,
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
