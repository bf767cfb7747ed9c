import { existsSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Comparison, comparisonSchema } from '../schema/index.js';
import { dialogues, scriptedBot, useWorkspace } from './fixtures/command.js';

const work = useWorkspace();

/** Right on everything, if told so, and fast in any case. */
const goodBot = scriptedBot().replace("utterance.includes('多少钱')", 'true');

async function replay(out: string, bot: string, more: readonly string[] = []): Promise<void> {
  work().write(`${out}.js`, bot);
  const args = ['run', '-d', 'd.jsonl', '-b', `bot=./${out}.js`, '-o', out, '--no-progress', '--reporter', 'json', ...more];
  const { code, stderr } = await work().run(...args);
  if (code !== 0) throw new Error(stderr);
}

async function compared(...args: readonly string[]): Promise<Comparison> {
  const { code, stdout, stderr } = await work().run('compare', ...args, '-f', 'json');
  if (code !== 0) throw new Error(stderr);
  return comparisonSchema.parse(JSON.parse(stdout));
}

describe('compare', () => {
  it('says what is better, what was mended, and the contrary when the runs are swapped', async () => {
    work().write('d.jsonl', dialogues(60));
    await replay('old', scriptedBot());
    await replay('new', goodBot);
    const there = await compared('old', 'new');
    const [candidate] = there.candidates;
    expect(there.runs.map(({ name }) => name)).toEqual(['bot (old)', 'bot (new)']);
    const accuracy = candidate?.differences.find(
      ({ metric, slice }) => metric === 'intent.accuracy' && Object.keys(slice).length === 0,
    );
    expect(accuracy).toMatchObject({ status: 'defined', verdict: 'better', candidate: 1 });
    expect(candidate).toMatchObject({ broken: 0, mended: 24 });
    expect(candidate?.changes[0]).toMatchObject({ kind: 'mended', utterance: '呢个几多钱0', gold: ['price.ask'] });
    const back = await compared('new', 'old', '-m', 'intent.accuracy', '--slice', 'dialect=yue');
    const [worse] = back.candidates;
    expect(worse).toMatchObject({ overall: 'worse', broken: 24, mended: 0 });
    if (accuracy?.status !== 'defined' || worse?.differences[0]?.status !== 'defined') throw new Error('undefined');
    expect(worse.differences[0].difference).toBeCloseTo(-accuracy.difference, 12);

    const failed = await work().run('compare', 'new', 'old', '-m', 'intent.accuracy', '--fail-on', 'worse');
    expect(failed.code).toBe(1);
    expect(failed.stdout).toMatch(/▼ worse/);
    expect(failed.stdout).toMatch(/Broke \(24\)/);
    const passed = await work().run(
      'compare',
      'old',
      'new',
      '-m',
      'intent.accuracy',
      '--fail-on',
      'worse',
      '-f',
      'html',
      '--output-file',
      'x/c.html',
    );
    expect(passed.code).toBe(0);
    expect(work().read('x/c.html')).toContain('</html>');

    const itself = await compared('old', 'old', '-m', 'intent.accuracy');
    expect(itself.candidates[0]).toMatchObject({ overall: 'same', broken: 0, mended: 0 });
    const three = await compared('old', 'new', 'old', '-m', 'intent.accuracy');
    expect(three.leaderboards[0]?.places.map(({ best, worst }) => [best, worst])).toEqual([
      [1, 1],
      [2, 3],
      [2, 3],
    ]);
  }, 180_000);

  it('refuses runs that are unlike, naming in what, unless the user says so', async () => {
    work().write('d.jsonl', dialogues(20));
    await replay('gold', scriptedBot());
    await replay('self', scriptedBot(), ['--history', 'self', '--trials', '2', '--limit', '10']);
    const refused = await work().run('compare', 'gold', 'self');
    expect(refused.code).toBe(2);
    for (const word of ['selection', 'history', 'trials']) expect(refused.stderr).toContain(`--allow-unlike ${word}`);
    expect(refused.stderr).toMatch(/baseline: gold, candidate: self/);
    const allowed = ['selection', 'history', 'trials'].flatMap((word) => ['--allow-unlike', word]);
    const comparison = await compared('gold', 'self', '-m', 'intent.accuracy', ...allowed);
    expect(comparison.counts.dialogues).toBe(10);
    expect(comparison.notes.join()).toMatch(/10 dialogues that all runs have/);

    work().write('d.jsonl', dialogues(20).replace('这个多少钱0', '那个多少钱0'));
    await replay('other', scriptedBot());
    work().write('d.jsonl', dialogues(20));
    const changed = await work().run('compare', 'gold', 'other');
    expect(changed.code).toBe(2);
    expect(changed.stderr).toMatch(/E_DATASET_CHANGED|E_UNLIKE_RUNS/);
  }, 180_000);

  it('answers mistakes with exit code 2 and a word on how to mend them', async () => {
    work().write('d.jsonl', dialogues(5));
    await replay('a', scriptedBot());
    await replay('b', scriptedBot());
    const cases: [string[], RegExp][] = [
      [['a'], /E_USAGE .*one run alone/],
      [['a', 'nothing'], /E_FILE_MISSING .*not a run folder/],
      [['a', 'b', '-m', 'intent.acuracy'], /E_UNKNOWN_METRIC .*did you mean intent\.accuracy/],
      [['a', 'b', '--slice', 'dialect=yeu'], /E_UNKNOWN_SLICE .*did you mean dialect=yue/],
      [['a', 'b', '--slice', 'dialect'], /E_USAGE .*NAME=VALUE/],
      [['a', 'b', '--margin', '-1'], /E_USAGE .*--margin/],
      [['a', 'b', '--margin', 'intent.acuracy=0.1'], /E_UNKNOWN_METRIC/],
      [['a', 'b', '--level', '95'], /E_USAGE .*--level/],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await work().run('compare', ...args);
      expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    }
    work().write('b/manifest.json', work().read('b/manifest.json').replace('"complete"', '"interrupted"'));
    expect((await work().run('compare', 'a', 'b')).stderr).toMatch(/E_RUN_INCOMPLETE .*interrupted/);
  }, 180_000);
});

describe('gate', () => {
  it('pins, holds a later run to the pin, tightens it and never loosens it by itself', async () => {
    work().write('d.jsonl', dialogues(60));
    await replay('old', scriptedBot());
    await replay('new', goodBot);
    const pinned = await work().run('gate', 'old', '--pin', 'base/bot.json');
    expect([pinned.code, pinned.stderr]).toEqual([0, expect.stringContaining('pinned as base/bot.json')]);
    expect(work().read('base/bot.json')).not.toMatch(/多少钱|几多钱|一罐|d3-yue/);
    expect((await work().run('gate', 'old', '--pin', 'base/bot.json')).stderr).toMatch(/E_BASELINE .*--update-baseline/);

    const same = await work().run(
      'gate',
      'old',
      '-g',
      'intent.accuracy >= baseline - 0.01',
      '-g',
      'no new critical errors',
      '--baseline',
      'base/bot.json',
    );
    expect([same.code, same.stdout]).toEqual([0, expect.stringContaining('no family differs')]);

    const tightened = await work().run(
      'gate',
      'new',
      '-g',
      'intent.accuracy >= baseline',
      '--baseline',
      'base/bot.json',
      '--update-baseline',
    );
    expect([tightened.code, tightened.stderr]).toEqual([0, expect.stringContaining('the baseline is this run now')]);
    const worse = ['gate', 'old', '-g', 'intent.accuracy >= baseline - 0.5', '--baseline', 'base/bot.json', '--update-baseline'];
    const kept = await work().run(...worse);
    expect([kept.code, kept.stderr]).toEqual([0, expect.stringContaining('would go from 1 to 0.8')]);
    const fails = await work().run('gate', 'old', '-g', 'intent.accuracy >= baseline - 0.01', '--baseline', 'base/bot.json');
    expect([fails.code, fails.stdout]).toEqual([1, expect.stringMatching(/✘ fail[\s\S]*exactly at the limit: passes 5\.0%/)]);
    const open = ['gate', 'old', '-g', 'intent.accuracy >= baseline - 0.2', '--baseline', 'base/bot.json'];
    expect((await work().run(...open)).code).toBe(4);
    expect((await work().run(...open, '--inconclusive', 'pass')).code).toBe(0);
    expect((await work().run(...worse, '--force')).stderr).toContain('the baseline is this run now');
  }, 180_000);

  it('holds a replay to a baseline of its configuration, which is read before the first call', async () => {
    work().write('d.jsonl', dialogues(30));
    await replay('old', goodBot);
    await work().run('gate', 'old', '--pin', 'bot.json');
    work().write('bad.js', scriptedBot());
    work().write('c.yaml', 'gates: [{ metric: intent.accuracy, baseline: bot.json, margin: 0.01 }]\n');
    const args = ['run', '-c', 'c.yaml', '-d', 'd.jsonl', '-b', 'bot=./bad.js', '--no-progress'];
    const failed = await work().run(...args, '-o', 'now');
    expect(failed.code).toBe(1);
    expect(work().summaryOf('now').gates[0]).toMatchObject({ verdict: 'fail', against: { baseline: 1 } });
    expect((await work().run('score', 'now')).code).toBe(1);

    const unlike = await work().run(...args, '-o', 'unlike', '--history', 'self');
    expect([unlike.code, unlike.stderr]).toEqual([2, expect.stringMatching(/E_UNLIKE_RUNS .*history/)]);
    expect(existsSync(work().path('unlike'))).toBe(false);
    rmSync(work().path('bot.json'));
    expect((await work().run(...args, '-o', 'missing')).stderr).toMatch(/E_FILE_MISSING .*no such baseline/);
    expect(existsSync(work().path('missing'))).toBe(false);
  }, 180_000);

  it('answers mistakes with exit code 2', async () => {
    work().write('d.jsonl', dialogues(5));
    await replay('a', scriptedBot());
    const cases: [string[], RegExp][] = [
      [[], /E_USAGE .*no gates/],
      [['--preset', 'vendor'], /E_GATE .*did you mean vendor-80/],
      [['-g', 'intent.acuracy >= 0.8'], /E_UNKNOWN_METRIC/],
      [['-g', 'intent.accuracy <= baseline + 0.1'], /E_GATE .*asks for the worse/],
      [['-g', 'intent.accuracy >= baseline + 0.1'], /E_GATE .*cannot read/],
      [
        ['-g', 'intent.accuracy >= baseline - 0.1'],
        /E_FILE_MISSING .*reports\/baselines\/bot-d\.jsonl\.json|E_FILE_MISSING .*no such baseline/,
      ],
      [['-g', 'intent.accuracy >= 0.1', '--reporter', 'csv'], /E_UNKNOWN_REPORTER/],
      [['-g', 'intent.accuracy >= 0.1', '--reporter', 'junit'], /E_USAGE .*--output-file/],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await work().run('gate', 'a', ...args);
      expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    }
    expect((await work().run('gate', 'a', '--preset', 'vendor-90', '--reporter', 'junit', '--output-file', 'j.xml')).code).toBe(
      1,
    );
    expect(work().read('j.xml')).toContain('intent.accuracy ≥ 90.0%');
  }, 180_000);
});
