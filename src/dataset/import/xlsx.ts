/**
 * The rows of a workbook's sheet. Cells are values as they were saved; formulas are not computed. The library holds the sheet in memory,
 * so its size is bounded, unpacked too: a small archive may unpack to gigabytes.
 */
import { readFile, stat } from 'node:fs/promises';
import type { Problem } from '../../schema/index.js';
import type { CsvRow } from '../csv-rows.js';

const MOST_PACKED = 64 << 20;
const MOST_UNPACKED = 512 << 20;
const MEND = 'save the sheet as CSV (UTF-8), which is read in pieces';

export interface SheetOptions {
  /** Name, or number from 1. */
  readonly sheet?: string;
  readonly onBytes?: (chunk: Uint8Array) => void;
  readonly report: (problem: Problem) => void;
}

/**
 * All rows with their numbers as lines; blank ones are empty. What cannot be read has been reported, and then there are none.
 * @throws the file system's error.
 */
export async function readSheetRows(path: string, shown: string, options: SheetOptions): Promise<readonly CsvRow[]> {
  const fault = (problem: Omit<Problem, 'code' | 'file'>, code: Problem['code'] = 'E_FILE_FORMAT') => {
    options.report({ code, file: shown, ...problem });
    return [];
  };
  if ((await stat(path)).size > MOST_PACKED)
    return fault({ message: `the workbook is larger than ${MOST_PACKED >> 20} MiB`, mend: MEND });
  const bytes = await readFile(path);
  options.onBytes?.(bytes);
  const unpacked = unpackedSize(bytes);
  if (unpacked === undefined) {
    const old = bytes.readUInt16BE(0) === 0xd0cf;
    const message = old ? 'this is a workbook of the old .xls format, or one with a password' : 'this is no .xlsx workbook';
    return fault({ message, mend: 'save it as .xlsx without a password, or as CSV' });
  }
  if (unpacked > MOST_UNPACKED)
    return fault({ message: `the workbook unpacks to more than ${MOST_UNPACKED >> 20} MiB`, mend: MEND });
  const { readSheet } = await import('read-excel-file/node');
  const sheet = options.sheet !== undefined && /^\d+$/.test(options.sheet) ? Number(options.sheet) : (options.sheet ?? 1);
  try {
    const rows = await readSheet(bytes, sheet, { trim: false });
    return rows.map((cells, i) => ({ cells: cells.map(textOfCell), line: i + 1 }));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = error.message.slice(0, 200);
    return error.name === 'SheetNotFoundError'
      ? fault({ message }, 'E_USAGE')
      : fault({ message: `the workbook cannot be read: ${message}` });
  }
}

function textOfCell(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // Midnight is a date without a time.
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  return String(cell);
}

/** What the directory of the archive says that its members unpack to; undefined when there is no such directory. */
export function unpackedSize(zip: Buffer): number | undefined {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 20 > zip.length) return undefined;
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  let size = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > zip.length || zip.readUInt32BE(at) !== 0x504b0102) return undefined;
    size += zip.readUInt32LE(at + 24);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return size;
}
