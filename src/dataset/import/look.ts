/** Looks at a place before anything is read: the names of a folder, the first bytes of a file. */
import { open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImportFile, ImportPlace } from './importer.js';

const HEAD_BYTES = 1 << 16;

/** The first 64 KiB as text; what is cut at the end may be broken. */
export async function headOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer
      .subarray(0, bytesRead)
      .toString('utf8')
      .replace(/^\ufeff/, '');
  } finally {
    await file.close();
  }
}

/**
 * The files of a place whose names fit: those of the folder itself, by number where they carry one, or the one file. A file that the
 * user names is taken whatever its name, unless the name must be `certain`.
 */
export async function filesAt({ path, shown, kind }: ImportPlace, name: RegExp, certain: boolean): Promise<ImportFile[]> {
  if (kind === 'file') return certain && !name.test(basename(path)) ? [] : [{ path, shown, splits: [] }];
  const names = (await readdir(path, { withFileTypes: true })).filter((entry) => !entry.isDirectory() && name.test(entry.name));
  return names
    .map((entry) => entry.name)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((one) => ({ path: join(path, one), shown: join(shown, one), splits: [] }));
}

/** The folders of a folder by name, as places; none for a file. */
export async function foldersAt(place: ImportPlace): Promise<readonly ImportPlace[]> {
  if (place.kind === 'file') return [];
  const entries = await readdir(place.path, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names.sort().map((name) => ({ ...place, path: join(place.path, name), shown: join(place.shown, name) }));
}

/**
 * The files of a corpus that keeps its splits in folders (`train/…`, `dev/…`, `test/…`), or lies in one folder without splits.
 */
export async function filesBySplit(place: ImportPlace, name: RegExp, certain: boolean): Promise<ImportFile[]> {
  const own = await filesAt(place, name, certain);
  if (own.length > 0) return own;
  const found: ImportFile[] = [];
  for (const folder of await foldersAt(place)) {
    const split = basename(folder.path);
    if (!/^(?:train|dev|val|valid|validation|test)$/.test(split)) continue;
    for (const file of await filesAt(folder, name, certain)) found.push({ ...file, splits: [split] });
  }
  return found;
}
