/** The formats of the registry as plain values, for lists and reports. */
import type { ForeignFormat } from '../../schema/index.js';
import type { Importer } from './importer.js';
import { allImporters, importerNamed } from './registry.js';

/** All formats that are read, in the order of the registry. */
export async function foreignFormats(): Promise<readonly ForeignFormat[]> {
  return (await allImporters()).map(formatOfImporter);
}

/** @returns undefined for an unknown id */
export async function foreignFormat(id: string): Promise<ForeignFormat | undefined> {
  const importer = await importerNamed(id);
  return importer === undefined ? undefined : formatOfImporter(importer);
}

function formatOfImporter({ id, says, note, mapping, options = {} }: Importer): ForeignFormat {
  return { id, says, ...(note === undefined ? {} : { note }), mapping, options };
}
