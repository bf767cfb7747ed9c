/** Converts a dataset: checks the target, reads the source, and puts the files in their place when all is well. */
import { existsSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { type ConversionForm, convertDataset } from '../dataset/index.js';
import { StagedOutput } from '../record/index.js';
import { type Conversion, HarnessError } from '../schema/index.js';

export interface ConvertOptions {
  readonly cwd: string;
  /** Only this split of the source. */
  readonly split?: string;
  /** Write over what is there. */
  readonly force?: boolean;
}

const FORMS: Readonly<Record<string, ConversionForm>> = { '.jsonl': 'jsonl', '.ndjson': 'jsonl', '.csv': 'csv', '.tsv': 'tsv' };

/**
 * Reads `from` (any spec or path) and writes `to`: a folder, or a file by its extension. Nothing is written unless all of it can be.
 * @throws HarnessError for problems of the source; E_OUTPUT when the target is there already or cannot be written; E_USAGE.
 */
export async function convert(from: string, to: string, { cwd, split, force = false }: ConvertOptions): Promise<Conversion> {
  const target = resolve(cwd, to);
  const form = formOf(to);
  assertFree(target, to, form, force);
  const staged = open(() => new StagedOutput(target, form === 'folder' ? 'folder' : 'file'), to);
  try {
    const made = await convertDataset({ from, to, form, cwd, ...(split === undefined ? {} : { split }) }, staged);
    open(() => staged.commit(), to);
    return made;
  } catch (error) {
    staged.discard();
    throw error;
  }
}

function formOf(to: string): ConversionForm {
  const extension = extname(to).toLowerCase();
  const form = FORMS[extension];
  if (form !== undefined) return form;
  // Letters make an extension; a folder may well be called v1.0.
  if (!/^\.[a-z]+$/.test(extension)) return 'folder';
  throw new HarnessError({
    code: 'E_USAGE',
    file: to,
    message: `"${extension}" is no form that is written`,
    expected: `a folder, or a file that ends in ${Object.keys(FORMS).join(', ')}`,
  });
}

function assertFree(target: string, to: string, form: ConversionForm, force: boolean): void {
  if (!existsSync(target)) return;
  const isFolder = statSync(target).isDirectory();
  if (isFolder !== (form === 'folder')) {
    throw new HarnessError({ code: 'E_OUTPUT', file: to, message: `there is ${isFolder ? 'a folder' : 'a file'} of that name` });
  }
  if (force) return;
  throw new HarnessError({ code: 'E_OUTPUT', file: to, message: 'it is there already', mend: 'name another, or add --force' });
}

function open<T>(work: () => T, to: string): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw new HarnessError({ code: 'E_OUTPUT', file: to, message: `cannot be written: ${error.message}` }, { cause: error });
  }
}
