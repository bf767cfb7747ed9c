import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HarnessError, type RunManifest, type TurnRecord } from '../schema/index.js';
import { openRun, RECORDS_FILE, readManifest, StoredRecords, writeFileAtomic } from './index.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'record-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const manifest: RunManifest = {
  format_version: 1,
  harness_version: '0.0.0',
  node_version: 'v20',
  platform: 'linux-x64',
  bot: { name: 'b', description: {} },
  dataset: { name: 'd', digest: 'sha256:1', paths: ['d.jsonl'], dialogues: 3, turns: 6, families: 3 },
  history: 'gold',
  trials: 1,
  seed: 0,
  timeout_ms: 1000,
  max_concurrency: 4,
  retries: 2,
  max_error_rate: 0.05,
  metrics: ['intent.accuracy'],
  resamples: 100,
  level: 0.95,
  gates: [],
  inconclusive: 'inconclusive',
  uplift: false,
  load: 'closed',
  sessions: [{ started_at: 't0' }],
  state: 'running',
};

function record(dialogue_id: string, turn: number, text = '好𠮶'): TurnRecord {
  return { dialogue_id, turn, trial: 0, status: 'ok', reply: { text }, latency_ms: 1, attempts: 1 };
}

async function written(records: readonly TurnRecord[]): Promise<string> {
  const run = await openRun(folder, manifest, undefined);
  for (const r of records) await run.log.append(r);
  await run.close();
  return join(folder, RECORDS_FILE);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof HarnessError ? error.code : undefined;
}

describe('records.jsonl', () => {
  it('gives back what was appended, by dialogue × trial, in the order of the turns', async () => {
    const path = await written([record('a', 1), record('b', 0), record('a', 0, '先')]);
    const stored = StoredRecords.open(path);
    expect(stored.read('a', 0, 2)?.map((r) => r.reply?.text)).toEqual(['先', '好𠮶']);
    expect(stored.read('b', 0, 2)).toBeUndefined();
    expect(stored.read('a', 1, 2)).toBeUndefined();
    expect(stored.count).toBe(3);
    stored.close();
  });

  it('reads lines across chunk boundaries and longer than a chunk', async () => {
    const long = '长'.repeat(700_000);
    const path = await written([record('a', 0, long), record('b', 0), record('c', 0, long), record('d', 0)]);
    const stored = StoredRecords.open(path);
    expect(stored.read('c', 0, 1)?.[0]?.reply?.text).toBe(long);
    expect(stored.read('d', 0, 1)?.[0]?.reply?.text).toBe('好𠮶');
    expect(stored.read('a', 0, 1)?.[0]?.reply?.text.length).toBe(700_000);
    stored.close();
  });

  it('leaves a torn last line out and says so', async () => {
    const path = await written([record('a', 0), record('a', 1)]);
    const { length } = await readFile(path);
    await truncate(path, length - 5);
    const stored = StoredRecords.open(path);
    expect(stored.torn).toBe(true);
    expect(stored.count).toBe(1);
    stored.close();
  });

  it('refuses a key that stands twice, naming its line', async () => {
    const path = await written([record('a', 0), record('b', 0), record('a', 0)]);
    expect(() => StoredRecords.open(path)).toThrow(
      expect.objectContaining({ code: 'E_DUPLICATE_RECORD', problems: [expect.objectContaining({ line: 3 })] }),
    );
  });

  it('refuses a line that is no record, all of them together', async () => {
    const path = await written([record('a', 0)]);
    await appendFile(path, '{"dialogue_id":"b"}\nnot json\n');
    try {
      StoredRecords.open(path);
      expect.unreachable();
    } catch (error) {
      expect(codeOf(error)).toBe('E_RUN_FORMAT');
      expect(new Set((error as HarnessError).problems.map((p) => p.line))).toEqual(new Set([2, 3]));
    }
  });
});

describe('openRun', () => {
  const counts = (id: string) => ({ a: 2, b: 1 })[id];

  it('does not write into a run that is there', async () => {
    await written([]);
    await expect(openRun(folder, manifest, undefined)).rejects.toMatchObject({ code: 'E_RUN_EXISTS' });
  });

  it('keeps whole dialogues on resume, and drops the torn line and the dialogue that broke off', async () => {
    const path = await written([record('b', 0), record('a', 0)]);
    await appendFile(path, '{"dialogue_id":"a","turn":1,"tri');
    const run = await openRun(folder, manifest, { turnCount: counts });
    expect(run.stored?.read('b', 0, 1)).toHaveLength(1);
    expect(run.stored?.turnsOf('a', 0)).toBe(0);
    await run.log.append(record('a', 0));
    await run.log.append(record('a', 1));
    await run.close();
    const stored = StoredRecords.open(path);
    expect(stored.torn).toBe(false);
    expect([...stored.conversations()]).toEqual([
      ['b', 0, 1],
      ['a', 0, 2],
    ]);
    stored.close();
    expect((await readManifest(folder)).sessions).toHaveLength(2);
  });

  it('drops records of dialogues that the dataset does not have', async () => {
    await written([record('gone', 0), record('b', 0)]);
    const run = await openRun(folder, manifest, { turnCount: counts });
    expect([...(run.stored?.conversations() ?? [])]).toEqual([['b', 0, 1]]);
    await run.close();
  });

  it('resumes only the same run, naming every difference', async () => {
    await written([]);
    const other = { ...manifest, seed: 7, history: 'self' as const };
    const error = await openRun(folder, other, { turnCount: counts }).catch((e: unknown) => e);
    expect(codeOf(error)).toBe('E_RESUME_MISMATCH');
    expect((error as HarnessError).problems.map((p) => p.field)).toEqual(['history', 'seed']);
  });

  it('lets one process write at a time, and takes over from a dead one', async () => {
    await writeFile(join(folder, '.lock'), String(process.ppid));
    await expect(openRun(folder, manifest, undefined)).rejects.toMatchObject({ code: 'E_RUN_LOCKED' });
    // A process id beyond the largest that Linux gives out.
    await writeFile(join(folder, '.lock'), '4194999');
    const run = await openRun(folder, manifest, undefined);
    await run.close();
    await expect(readFile(join(folder, '.lock'))).rejects.toThrow();
  });

  it('says what is wrong with a manifest', async () => {
    await expect(readManifest(folder)).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
    await writeFile(join(folder, 'manifest.json'), '{');
    await expect(readManifest(folder)).rejects.toMatchObject({ code: 'E_RUN_FORMAT' });
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, trials: 0 }));
    await expect(readManifest(folder)).rejects.toMatchObject({ problems: [expect.objectContaining({ field: 'trials' })] });
  });
});

describe('writeFileAtomic', () => {
  it('leaves the former file whole when the new one cannot be written', async () => {
    const path = join(folder, 'x.json');
    await writeFileAtomic(path, 'old');
    await expect(writeFileAtomic(join(path, 'below-a-file'), 'new')).rejects.toThrow();
    expect(await readFile(path, 'utf8')).toBe('old');
  });
});
