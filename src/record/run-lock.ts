/** One writer a run folder: a lock file that names its process, taken over when that process is gone. */
import { open, readFile, rm } from 'node:fs/promises';
import { HarnessError } from '../schema/index.js';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Takes the lock; the result gives it back.
 * @throws HarnessError E_RUN_LOCKED when a living process holds it.
 */
export async function lockRun(path: string, label: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const handle = await open(path, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(await readFile(path, 'utf8').catch(() => ''));
      if (Number.isInteger(holder) && holder > 0 && holder !== process.pid && isAlive(holder)) break;
      await rm(path, { force: true });
    }
  }
  throw new HarnessError({
    code: 'E_RUN_LOCKED',
    message: 'another process writes to this run folder',
    file: label,
    mend: `wait for it, or choose another --out; if no such process is at work, remove ${path}`,
  });
}
