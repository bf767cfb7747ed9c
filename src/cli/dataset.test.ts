import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dialogues, REPO, useWorkspace } from './fixtures/command.js';

const work = useWorkspace();
const BUNDLED = join(REPO, 'datasets/mother-baby');

/** A dialogue whose reference misses its own vital nugget. */
const CONTRADICTED = JSON.stringify({
  id: 'c',
  turns: [
    {
      utterance: '一罐多少钱',
      label: {
        intent: 'price.ask',
        answer: { references: ['一罐258元'], nuggets: [{ id: 'price', vital: true, fact: '268元' }], forbidden: ['包邮'] },
      },
    },
  ],
});

describe('dataset lint', () => {
  it('passes what is well, with warnings or without', async () => {
    work().write('d.jsonl', dialogues(5));
    const { code, stdout } = await work().run('dataset', 'lint', 'd.jsonl');
    expect(code).toBe(0);
    expect(stdout).toMatch(/warning rare-intent\n.*price\.ask.*\n/);
    expect(stdout).toMatch(/d\.jsonl: 5 dialogues, 10 turns: 0 errors, \d+ warnings\n$/);
    expect((await work().run('dataset', 'lint', 'd.jsonl', '--max-warnings', '0')).code).toBe(2);
  });

  it('exits with 2 on errors and names place, fault and mend', async () => {
    work().write('bad.jsonl', `${CONTRADICTED}\n`);
    const { code, stdout } = await work().run('dataset', 'lint', 'bad.jsonl');
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /error contradicted-reference\n {2}bad\.jsonl:1 c turns\[0\]\.label\.answer\.references\[0\]: contradicts vital nugget .*258元.*To mend:/,
    );
  });

  it('speaks JSON, a report a dataset, and cannot be made to send terminal commands', async () => {
    work().write('a.jsonl', dialogues(2));
    work().write('b.jsonl', `{"id": "x\u001b[31m", "turns": [{"utterance": "好\u200b的"}]}\n`.replaceAll('\u001b', '\\u001b'));
    const json = await work().run('dataset', 'lint', 'a.jsonl', 'b.jsonl', '--format', 'json');
    const reports = json.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(reports.map(({ dataset, errors }) => [dataset, errors])).toEqual([
      ['a.jsonl', 0],
      ['b.jsonl', 1],
    ]);
    expect(reports[1].findings[0]).toMatchObject({
      rule: 'control-character',
      severity: 'error',
      file: 'b.jsonl',
      line: 1,
      field: 'turns[0].utterance',
    });
    expect((await work().run('dataset', 'lint', 'b.jsonl')).stdout).not.toContain('\u001b');
  });

  it('lists its rules and knows which it may leave out', async () => {
    const rules = JSON.parse((await work().run('dataset', 'lint', '--rules', '--format', 'json')).stdout);
    expect(rules.map(({ id }: { id: string }) => id)).toContain('contradicted-reference');
    work().write('bad.jsonl', `${CONTRADICTED}\n`);
    expect((await work().run('dataset', 'lint', 'bad.jsonl', '--without', 'contradicted-reference')).code).toBe(0);
    const { code, stderr } = await work().run('dataset', 'lint', 'bad.jsonl', '--without', 'no-such');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/E_USAGE there is no rule "no-such" \(expected .*twin-dialogue/)]);
  });

  it.each([
    ['no path', ['dataset', 'lint'], /E_USAGE no dataset/],
    ['a missing file', ['dataset', 'lint', 'nope.jsonl'], /E_FILE_MISSING nope\.jsonl/],
    ['a number that is none', ['dataset', 'lint', 'd.jsonl', '--max-warnings', 'x'], /E_USAGE --max-warnings/],
    ['no action', ['dataset'], /E_USAGE/],
    ['stats of a missing file', ['dataset', 'stats', 'nope.jsonl'], /E_FILE_MISSING nope\.jsonl/],
  ])('exits with 2 on %s', async (_, args, message) => {
    work().write('d.jsonl', dialogues(1));
    const { code, stderr } = await work().run(...args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe('dataset stats', () => {
  it('counts the bundled dialogues', async () => {
    const { code, stdout } = await work().run('dataset', 'stats', BUNDLED, '--format', 'json');
    expect(code).toBe(0);
    const profile = JSON.parse(stdout);
    const { all, splits } = profile;
    expect(all.turns).toBe(Object.values(splits as Record<string, { turns: number }>).reduce((sum, { turns }) => sum + turns, 0));
    expect(profile.base.dialogues).toBe(all.families);
    expect(profile.slices.dialect.yue.families).toBeGreaterThanOrEqual(20);
  });

  it('prints aligned tables', async () => {
    work().write('d.jsonl', dialogues(5));
    const { stdout } = await work().run('dataset', 'stats', 'd.jsonl');
    expect(stdout).toMatch(/^d\.jsonl · sha256:/);
    expect(stdout).toMatch(/\nTurns {2,}turns {2,}dialogues {2,}families\n {2}all {2,}10 {2,}5 {2,}4\n/);
    expect(stdout).toMatch(/\nSlice dialect {2,}turns/);
    expect(stdout).toMatch(/correlate 0\.1 {2,}×/);
  });
});
