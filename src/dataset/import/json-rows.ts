/** The values of a JSON list or of JSON lines, whichever the first byte says. */
import { readJsonl } from '../jsonl.js';
import type { PlacedRow } from './each-row.js';
import type { ImportFile, ImportReadOptions } from './importer.js';
import { readJsonElements } from './json-elements.js';
import { headOf } from './look.js';

export async function* readJsonRows(file: ImportFile, options: ImportReadOptions): AsyncGenerator<readonly PlacedRow<unknown>[]> {
  if ((await headOf(file.path)).trimStart().startsWith('[')) {
    yield* readJsonElements(file.path, file.shown, options);
    return;
  }
  for await (const { values, lines } of readJsonl(file, options)) {
    yield values.map((value, i) => ({ value, line: lines[i] ?? 0 }));
  }
}
