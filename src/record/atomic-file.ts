/** Whole files or none: written beside their place, flushed, then renamed into it. */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Name of the unfinished file beside `path`; never read by anything, removed when the write fails. */
export function unfinishedPath(path: string): string {
  return `${path}.${process.pid}.tmp`;
}

/** Writes `content` so that a reader, or a crash, sees the old file or the new one, never a part. */
export async function writeFileAtomic(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = unfinishedPath(path);
  try {
    const handle = await open(unfinished, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
