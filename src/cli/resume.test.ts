import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { dialogues, scriptedBot, useWorkspace, withoutTimes } from './fixtures/command.js';

const work = useWorkspace();

/** The files that a re-scoring has to reproduce to the last byte. */
const SCORED = ['summary.json', 'turns.csv', 'errors.csv', 'confusion.csv', 'report.md', 'junit.xml'];

function scoredFiles(folder: string): Record<string, string> {
  return Object.fromEntries(SCORED.map((file) => [file, readFileSync(work().path(join(folder, file)), 'utf8')]));
}

describe('an interrupted run', () => {
  async function waitForRecords(folder: string, count: number): Promise<void> {
    for (let i = 0; i < 500; i += 1) {
      const path = work().path(join(folder, 'records.jsonl'));
      if (existsSync(path) && readFileSync(path, 'utf8').split('\n').length > count) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('no records');
  }

  it.each(['SIGKILL', 'SIGINT'] as const)('by %s is finished by --resume with the same scores', async (signal) => {
    work().write('d.jsonl', dialogues(60));
    work().write('bot.js', scriptedBot(15));
    const args = ['run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out', '--max-concurrency', '3'];
    const { child, done } = work().start(args);
    await waitForRecords('out', 30);
    child.kill(signal);
    const killed = await done;
    expect(existsSync(work().path('out/summary.json'))).toBe(false);
    if (signal === 'SIGINT') {
      expect(killed.code).toBe(3);
      expect(killed.stderr).toContain('E_INTERRUPTED');
      expect(readdirSync(work().path('out')).filter((file) => file.endsWith('.tmp'))).toEqual([]);
    }
    const refused = await work().run(...args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('E_RUN_EXISTS');
    const resumed = await work().run(...args, '--resume');
    expect(resumed.code).toBe(0);
    expect(readdirSync(work().path('out')).filter((file) => file.endsWith('.tmp') || file === '.lock')).toEqual([]);
    await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'whole', '--max-concurrency', '16');
    expect(withoutTimes(work().summaryOf('out'))).toEqual(withoutTimes(work().summaryOf('whole')));
    const keys = readFileSync(work().path('out/records.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map((r) => `${r.dialogue_id}/${r.turn}`);
    expect(new Set(keys).size).toBe(120);
    expect(keys).toHaveLength(120);
  });

  it('is not resumed with other settings', async () => {
    work().write('d.jsonl', dialogues(5));
    work().write('bot.js', scriptedBot());
    await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out');
    const { code, stderr } = await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out', '--resume', '--seed', '3');
    expect(code).toBe(2);
    expect(stderr).toMatch(/E_RESUME_MISMATCH .*seed/);
  });
});

describe('a folder that is taken', () => {
  beforeEach(() => {
    work().write('d.jsonl', dialogues(3));
    work().write('x.js', scriptedBot());
  });

  it('by several bots is not mixed with others, nor with one alone', async () => {
    expect((await work().run('run', '-d', 'd.jsonl', '-b', 'a=./x.js', '-b', 'b=./x.js', '-o', 'out')).code).toBe(0);
    const before = readFileSync(work().path('out/runs.json'), 'utf8');
    for (const bots of [
      ['-b', 'a=./x.js', '-b', 'c=./x.js'],
      ['-b', 'a=./x.js'],
    ]) {
      const { code, stderr } = await work().run('run', '-d', 'd.jsonl', ...bots, '-o', 'out');
      expect([
        code,
        stderr
          .split('\n')
          .find((line) => line.startsWith('E_'))
          ?.split(':')[0],
      ]).toEqual([2, 'E_RUN_EXISTS out']);
    }
    const other = await work().run('run', '-d', 'd.jsonl', '-b', 'a=./x.js', '-b', 'c=./x.js', '-o', 'out', '--resume');
    expect(other.stderr).toMatch(/E_RESUME_MISMATCH out: bots/);
    expect(readFileSync(work().path('out/runs.json'), 'utf8')).toBe(before);
    expect((await work().run('score', 'out', '--reporter', 'csv')).code).toBe(0);
  });

  it('is not even made when the second bot cannot be loaded', async () => {
    work().write(
      'y.js',
      "import { writeFileSync } from 'node:fs'; export const reply = () => { writeFileSync('called', ''); return 'x'; };",
    );
    const { code, stderr } = await work().run('run', '-d', 'd.jsonl', '-b', './y.js', '-b', './missing.js', '-o', 'out');
    expect(code).toBe(2);
    expect(stderr).toContain('E_BOT_MODULE');
    expect([existsSync(work().path('called')), existsSync(work().path('out'))]).toEqual([false, false]);
  });
});

describe('score', () => {
  it('reproduces a run to the last byte', async () => {
    work().write('d.jsonl', dialogues(30));
    work().write('a.js', scriptedBot(1));
    work().write('b.js', scriptedBot());
    await work().run('run', '-d', 'd.jsonl', '-b', './a.js', '-b', './b.js', '-o', 'out', '-g', 'intent.accuracy >= 0.9');
    const before = { a: scoredFiles('out/a'), b: scoredFiles('out/b') };
    const scored = await work().run('score', 'out');
    expect(scored.code).toBe(1);
    expect({ a: scoredFiles('out/a'), b: scoredFiles('out/b') }).toEqual(before);
    expect((await work().run('score', 'out/b')).code).toBe(1);
    expect(scoredFiles('out/b')).toEqual(before.b);
  });

  it('refuses other dialogues, an unfinished run, and a folder that is no run', async () => {
    work().write('d.jsonl', dialogues(5));
    work().write('bot.js', scriptedBot());
    await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out');
    const lines = readFileSync(work().path('out/records.jsonl'), 'utf8').split('\n');
    work().write('out/records.jsonl', lines.slice(3).join('\n'));
    expect((await work().run('score', 'out')).stderr).toContain('E_RUN_INCOMPLETE');
    work().write('d.jsonl', dialogues(6));
    const changed = await work().run('score', 'out');
    expect([changed.code, changed.stderr.split(' ')[0]]).toEqual([2, 'E_DATASET_CHANGED']);
    expect((await work().run('score', 'nowhere')).stderr).toContain('E_FILE_MISSING');
  });
});
