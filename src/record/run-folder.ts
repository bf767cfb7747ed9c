/** The run folder: made new, or taken up again after an interruption. */
import { existsSync } from 'node:fs';
import { appendFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError, problemsOf, type RunManifest, runManifestSchema } from '../schema/index.js';
import { unfinishedPath, writeFileAtomic } from './atomic-file.js';
import { RecordLog } from './record-log.js';
import { lockRun } from './run-lock.js';
import { StoredRecords } from './stored-records.js';

export const MANIFEST_FILE = 'manifest.json';
export const RECORDS_FILE = 'records.jsonl';
const LOCK_FILE = '.lock';

/** What has to be the same for records of two sessions to stand in one run. */
const IDENTITY = ['bot', 'dataset', 'history', 'trials', 'seed', 'timeout_ms', 'retries', 'load'] as const;

/** @throws HarnessError E_FILE_MISSING, E_RUN_FORMAT */
export async function readManifest(folder: string): Promise<RunManifest> {
  const file = join(folder, MANIFEST_FILE);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new HarnessError(
      missing
        ? {
            code: 'E_FILE_MISSING',
            message: 'not a run folder: no manifest.json',
            file: folder,
            mend: 'name a folder that `shopreplay run` wrote',
          }
        : { code: 'E_RUN_FORMAT', message: 'manifest.json cannot be read', file, expected: 'JSON written by shopreplay' },
      { cause },
    );
  }
  const decoded = runManifestSchema.safeParse(value);
  if (!decoded.success) throw new HarnessError(problemsOf(decoded.error, 'E_RUN_FORMAT', { file }));
  return decoded.data;
}

export async function writeManifest(folder: string, manifest: RunManifest): Promise<void> {
  await writeFileAtomic(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** A run folder that is being written. */
export interface OpenRun {
  readonly folder: string;
  readonly log: RecordLog;
  /** Whole dialogue × trials of earlier sessions; undefined in a new run. */
  readonly stored: StoredRecords | undefined;
  readonly earlierSessions: RunManifest['sessions'];
  close(): Promise<void>;
}

/**
 * Makes a new run folder, or with `resume` takes up one.
 * On resume a torn line and the records of dialogues that broke off are dropped: a bot may keep state in a conversation,
 * so a dialogue is replayed whole or not at all. `turnCount` tells how many turns a dialogue has (undefined: unknown id).
 * @throws HarnessError E_RUN_EXISTS, E_RUN_LOCKED, E_RESUME_MISMATCH
 */
export async function openRun(
  folder: string,
  manifest: RunManifest,
  resume: { readonly turnCount: (dialogueId: string) => number | undefined } | undefined,
): Promise<OpenRun> {
  const exists = existsSync(join(folder, MANIFEST_FILE));
  if (exists && resume === undefined) {
    throw new HarnessError({
      code: 'E_RUN_EXISTS',
      message: 'this folder holds a run already',
      file: folder,
      mend: 'choose another --out, or add --resume to finish that run',
    });
  }
  await makeFolder(folder);
  const unlock = await lockRun(join(folder, LOCK_FILE), folder);
  try {
    await sweep(folder);
    const earlier = exists ? await readManifest(folder) : undefined;
    if (earlier !== undefined) assertSameRun(earlier, manifest, folder);
    const path = join(folder, RECORDS_FILE);
    const stored = resume !== undefined && existsSync(path) ? await wholeRecords(path, resume.turnCount) : undefined;
    const earlierSessions = earlier?.sessions ?? [];
    await writeManifest(folder, { ...manifest, sessions: [...earlierSessions, ...manifest.sessions] });
    const log = await RecordLog.open(path);
    const close = async () => {
      try {
        await log.close();
      } finally {
        stored?.close();
        await unlock();
      }
    };
    return { folder, log, stored, earlierSessions, close };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    const message = `cannot write here: ${(cause as Error).message}`;
    throw new HarnessError({ code: 'E_OUTPUT', message, file: folder, mend: 'choose another --out' }, { cause });
  }
}

/** What a killed session left unfinished. */
async function sweep(folder: string): Promise<void> {
  for (const file of await readdir(folder)) if (/\.\d+\.tmp$/.test(file)) await rm(join(folder, file), { force: true });
}

function assertSameRun(earlier: RunManifest, now: RunManifest, folder: string): void {
  const unlike = IDENTITY.filter((key) => JSON.stringify(earlier[key]) !== JSON.stringify(now[key]));
  const [first, ...rest] = unlike.map((key) => ({
    code: 'E_RESUME_MISMATCH' as const,
    message: `the run in this folder was started with ${JSON.stringify(earlier[key])}, now it is ${JSON.stringify(now[key])}`,
    file: folder,
    field: key,
    mend: 'resume with the same settings and data, or choose another --out',
  }));
  if (first !== undefined) throw new HarnessError([first, ...rest]);
}

/** Rewrites the log without torn and broken-off parts where there are any. */
async function wholeRecords(path: string, turnCount: (dialogueId: string) => number | undefined): Promise<StoredRecords> {
  const stored = StoredRecords.open(path);
  let broken = stored.torn;
  for (const [id, , turns] of stored.conversations()) if (turnCount(id) !== turns) broken = true;
  if (!broken) return stored;
  const unfinished = unfinishedPath(path);
  await rm(unfinished, { force: true });
  let lines = '';
  for (const [id, trial, turns] of stored.conversations()) {
    const records = turnCount(id) === turns ? stored.read(id, trial, turns) : undefined;
    for (const record of records ?? []) lines += `${JSON.stringify(record)}\n`;
    if (lines.length > 1_000_000) {
      await appendFile(unfinished, lines);
      lines = '';
    }
  }
  await appendFile(unfinished, lines);
  const handle = await open(unfinished, 'r');
  await handle.sync();
  await handle.close();
  stored.close();
  await rename(unfinished, path);
  return StoredRecords.open(path);
}
