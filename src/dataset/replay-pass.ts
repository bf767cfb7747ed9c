/** The second pass: reads the files again, trusting what the survey checked, and notices when they have changed since. */
import { stat } from 'node:fs/promises';
import { type Dialogue, HarnessError } from '../schema/index.js';
import { DatasetDigest, type FileMark } from './digest.js';
import { withFileProblems } from './file-problem.js';
import { readRaw } from './reader.js';
import type { Selector } from './selection.js';
import type { SourceFile } from './source-file.js';

/**
 * The selected dialogues in order, in batches of what one chunk holds; a batch is never empty.
 * @throws HarnessError E_DATASET_CHANGED before the first batch when a file has another size than at the survey, and at the end
 * of a file whose bytes are others. A consumer that stops before the end is not told.
 */
export async function* readAgain(
  files: readonly SourceFile[],
  marks: readonly FileMark[],
  select: Selector,
  options: { readonly chunkBytes?: number; readonly maxLineBytes?: number },
): AsyncGenerator<readonly Dialogue[]> {
  for (const [i, file] of files.entries()) {
    const { size } = await withFileProblems(file.shown, stat(file.path));
    // An importer reads what it needs of a file, and files beside it; its bytes are compared at the end.
    if (file.foreign === undefined && size !== marks[i]?.bytes) throw changed(file);
  }
  const digest = new DatasetDigest();
  for (const [i, file] of files.entries()) {
    const report = () => {
      throw changed(file);
    };
    for await (const { values } of readRaw(file, { ...options, onBytes: digest.update, report })) {
      const selected = (values as readonly Dialogue[]).filter((dialogue) => select(dialogue));
      if (selected.length > 0) yield selected;
    }
    if (digest.endFile().digest !== marks[i]?.digest) throw changed(file);
  }
}

function changed(file: SourceFile): HarnessError {
  return new HarnessError({
    code: 'E_DATASET_CHANGED',
    file: file.shown,
    message: 'the file changed while it was being used',
    expected: 'the bytes that were checked at the start',
    mend: 'run again, and leave the file alone meanwhile',
  });
}
