/** Flags of `dataset convert` → the harness → stdout. */
import { convert, foreignFormats, renderConversion, renderFormats } from '../../harness/index.js';
import { HarnessError } from '../../schema/index.js';
import { useColor } from '../colors.js';
import type { ConvertArguments } from './dataset-convert-options.js';

async function listFormats(format: ConvertArguments['format']): Promise<void> {
  const formats = await foreignFormats();
  const text = format === 'json' ? `${JSON.stringify(formats, null, 2)}\n` : await renderFormats(formats, { color: useColor() });
  process.stdout.write(text);
}

export async function handleConvert(argv: ConvertArguments): Promise<void> {
  if (argv.formats) return await listFormats(argv.format);
  const { from, to, split, force } = argv;
  if (from === undefined || to === undefined) {
    const message = from === undefined ? 'nothing to convert is named' : 'where to write is not named';
    throw new HarnessError({
      code: 'E_USAGE',
      message,
      expected: 'FROM and TO',
      mend: 'see `shopreplay dataset convert --help`',
    });
  }
  const made = await convert(from, to, { cwd: process.cwd(), force, ...(split === undefined ? {} : { split }) });
  process.stdout.write(
    argv.format === 'json' ? `${JSON.stringify(made)}\n` : await renderConversion(made, { color: useColor() }),
  );
}
