import { existsSync, renameSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CompareOptions, compare, type GateOptions, gate, renderGates, score } from '../harness/index.js';
import { type Condition, comparisonSchema } from '../schema/index.js';
import { dialogues, scriptedBot, useWorkspace } from './fixtures/command.js';
import { mistakeOf, replay } from './fixtures/in-process.js';
import { parseGateFlag } from './gate-flag.js';

const work = useWorkspace();

/** Right on everything, if told so, and fast in any case. */
const goodBot = scriptedBot().replace("utterance.includes('多少钱')", 'true');

const compared = async (folders: readonly string[], options: Omit<CompareOptions, 'cwd'> = {}) =>
  comparisonSchema.parse(JSON.parse(JSON.stringify(await compare(folders, { cwd: work().folder, resamples: 200, ...options }))));

const ACCURACY = { metrics: ['intent.accuracy'] };

describe('compare', () => {
  it('says what is better, what was mended, and the contrary when the runs are swapped', async () => {
    work().write('d.jsonl', dialogues(60));
    await replay(work(), 'old', scriptedBot());
    await replay(work(), 'new', goodBot);
    const there = await compared(['old', 'new']);
    const [candidate] = there.candidates;
    expect(there.runs.map(({ name }) => name)).toEqual(['bot (old)', 'bot (new)']);
    const accuracy = candidate?.differences.find(
      ({ metric, slice }) => metric === 'intent.accuracy' && Object.keys(slice).length === 0,
    );
    expect(accuracy).toMatchObject({ status: 'defined', verdict: 'better', candidate: 1 });
    expect(candidate).toMatchObject({ broken: 0, mended: 24 });
    expect(candidate?.changes[0]).toMatchObject({ kind: 'mended', utterance: '呢个几多钱0', gold: ['price.ask'] });
    const back = await compared(['new', 'old'], { ...ACCURACY, slices: [{ dialect: 'yue' }] });
    const [worse] = back.candidates;
    expect(worse).toMatchObject({ overall: 'worse', broken: 24, mended: 0 });
    if (accuracy?.status !== 'defined' || worse?.differences[0]?.status !== 'defined') throw new Error('undefined');
    expect(worse.differences[0].difference).toBeCloseTo(-accuracy.difference, 12);

    const failed = await work().run('compare', 'new', 'old', '-m', 'intent.accuracy', '--fail-on', 'worse');
    expect(failed.code).toBe(1);
    expect(failed.stdout).toMatch(/▼ worse/);
    expect(failed.stdout).toMatch(/Broke \(24\)/);
    const html = ['-m', 'intent.accuracy', '--fail-on', 'worse', '-f', 'html', '--output-file', 'x/c.html'];
    expect((await work().run('compare', 'old', 'new', ...html)).code).toBe(0);
    expect(work().read('x/c.html')).toContain('</html>');

    const itself = await compared(['old', 'old'], ACCURACY);
    expect(itself.candidates[0]).toMatchObject({ overall: 'same', broken: 0, mended: 0 });
    const three = await compared(['old', 'new', 'old'], ACCURACY);
    expect(three.leaderboards[0]?.places.map(({ best, worst }) => [best, worst])).toEqual([
      [1, 1],
      [2, 3],
      [2, 3],
    ]);
  }, 60_000);

  it('refuses runs that are unlike, naming in what, unless the user says so', async () => {
    work().write('d.jsonl', dialogues(20));
    await replay(work(), 'gold', scriptedBot());
    await replay(work(), 'self', scriptedBot(), { history: 'self', trials: 2, limit: 10 });
    const refused = await work().run('compare', 'gold', 'self');
    expect(refused.code).toBe(2);
    for (const word of ['selection', 'history', 'trials']) expect(refused.stderr).toContain(`--allow-unlike ${word}`);
    expect(refused.stderr).toMatch(/baseline: gold, candidate: self/);
    const allowed: Condition[] = ['selection', 'history', 'trials'];
    const comparison = await compared(['gold', 'self'], { ...ACCURACY, allowed });
    expect(comparison.counts.dialogues).toBe(10);
    expect(comparison.notes.join()).toMatch(/10 dialogues that all runs have/);

    work().write('d.jsonl', dialogues(20).replace('这个多少钱0', '那个多少钱0'));
    await replay(work(), 'other', scriptedBot());
    work().write('d.jsonl', dialogues(20));
    expect(await mistakeOf(compared(['gold', 'other']))).toMatch(/E_DATASET_CHANGED|E_UNLIKE_RUNS/);
  }, 60_000);

  it('answers mistakes with a word on how to mend them', async () => {
    work().write('d.jsonl', dialogues(5));
    await replay(work(), 'a', scriptedBot());
    await replay(work(), 'b', scriptedBot());
    const cases: [string[], Omit<CompareOptions, 'cwd'>, RegExp][] = [
      [['a'], {}, /E_USAGE .*one run alone/],
      [['a', 'nothing'], {}, /E_FILE_MISSING .*not a run folder/],
      [['d.jsonl', 'a'], {}, /E_USAGE .*d\.jsonl is a file.*gate RUN --baseline/],
      [['a', 'b'], { metrics: ['intent.acuracy'] }, /E_UNKNOWN_METRIC .*did you mean intent\.accuracy/],
      [['a', 'b'], { slices: [{ dialect: 'yeu' }] }, /E_UNKNOWN_SLICE .*did you mean dialect=yue/],
      [['a', 'b'], { margins: new Map([['intent.acuracy', 0.1]]) }, /E_UNKNOWN_METRIC/],
    ];
    for (const [folders, options, message] of cases) expect(await mistakeOf(compared(folders, options))).toMatch(message);
    renameSync(work().path('d.jsonl'), work().path('moved.jsonl'));
    expect(await mistakeOf(compared(['a', 'b']))).toMatch(/E_FILE_MISSING .*no longer where they were.*--dataset/);
    expect((await compared(['a', 'b'], { datasets: ['moved.jsonl'] })).counts.dialogues).toBe(5);
    renameSync(work().path('moved.jsonl'), work().path('d.jsonl'));
    work().write('b/manifest.json', work().read('b/manifest.json').replace('"complete"', '"interrupted"'));
    expect(await mistakeOf(compared(['a', 'b']))).toMatch(/E_RUN_INCOMPLETE .*interrupted/);
  }, 60_000);

  it('answers flags that cannot be read with exit code 2', async () => {
    const cases: [string[], RegExp][] = [
      [['--slice', 'dialect'], /E_USAGE .*NAME=VALUE/],
      [['--margin', '-1'], /E_USAGE .*--margin/],
      [['--level', '95'], /E_USAGE .*--level/],
    ];
    for (const [flags, message] of cases) {
      const { code, stderr } = await work().run('compare', 'a', 'b', ...flags);
      expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    }
  }, 60_000);
});

/** A gate as its flag has it, on a stored run. */
const gated = (folder: string, flags: readonly string[], options: Partial<GateOptions> = {}) =>
  gate(folder, { cwd: work().folder, gates: flags.map(parseGateFlag), presets: [], ...options });

describe('gate', () => {
  it('pins, holds a later run to the pin, tightens it and never loosens it by itself', async () => {
    work().write('d.jsonl', dialogues(60));
    await replay(work(), 'old', scriptedBot());
    await replay(work(), 'new', goodBot);
    const pinned = await work().run('gate', 'old', '--pin', 'base/bot.json');
    expect([pinned.code, pinned.stderr]).toEqual([0, expect.stringContaining('pinned as base/bot.json')]);
    expect(work().read('base/bot.json')).not.toMatch(/多少钱|几多钱|一罐|d3-yue/);
    const baseline = 'base/bot.json';
    expect(await mistakeOf(gated('old', [], { pin: baseline }))).toMatch(/E_BASELINE .*--update-baseline/);

    const same = await gated('old', ['intent.accuracy >= baseline - 0.01', 'no new critical errors'], { baseline });
    expect(same.exitCode).toBe(0);
    expect(await renderGates(same.report, { color: false, width: 120 })).toContain('no family differs');

    const tightened = await gated('new', ['intent.accuracy >= baseline'], { baseline, updateBaseline: true });
    expect([tightened.exitCode, tightened.notes.join()]).toEqual([0, 'the baseline is this run now']);
    const kept = await gated('old', ['intent.accuracy >= baseline - 0.5'], { baseline, updateBaseline: true });
    expect([kept.exitCode, kept.notes.join()]).toEqual([0, expect.stringContaining('would go from 1 to 0.8')]);
    const fails = await work().run('gate', 'old', '-g', 'intent.accuracy >= baseline - 0.01', '--baseline', baseline);
    expect([fails.code, fails.stdout]).toEqual([1, expect.stringMatching(/✘ fail[\s\S]*exactly at the limit: passes 5\.0%/)]);
    const open = ['intent.accuracy >= baseline - 0.2'];
    expect((await gated('old', open, { baseline })).exitCode).toBe(4);
    expect((await gated('old', open, { baseline, inconclusive: 'pass' })).exitCode).toBe(0);
    const forced = await gated('old', ['intent.accuracy >= baseline - 0.5'], { baseline, updateBaseline: true, force: true });
    expect(forced.notes).toEqual(['the baseline is this run now']);
  }, 60_000);

  it('holds a replay to a baseline of its configuration, which is read before the first call', async () => {
    work().write('d.jsonl', dialogues(30));
    await replay(work(), 'old', goodBot);
    await gated('old', [], { pin: 'bot.json' });
    work().write('bad.js', scriptedBot());
    work().write('c.yaml', 'gates: [{ metric: intent.accuracy, baseline: bot.json, margin: 0.01 }]\n');
    const args = ['run', '-c', 'c.yaml', '-d', 'd.jsonl', '-b', 'bot=./bad.js', '--no-progress'];
    const failed = await work().run(...args, '-o', 'now');
    expect(failed.code).toBe(1);
    expect(work().summaryOf('now').gates[0]).toMatchObject({ verdict: 'fail', against: { baseline: 1 } });
    expect((await score('now', { cwd: work().folder, reporters: [] })).exitCode).toBe(1);

    const unlike = replay(work(), 'unlike', scriptedBot(), { history: 'self' }, 'c.yaml');
    expect(await mistakeOf(unlike)).toMatch(/E_UNLIKE_RUNS .*history/);
    expect(existsSync(work().path('unlike'))).toBe(false);
    rmSync(work().path('bot.json'));
    expect(await mistakeOf(replay(work(), 'missing', scriptedBot(), {}, 'c.yaml'))).toMatch(/E_FILE_MISSING .*no such baseline/);
    expect(existsSync(work().path('missing'))).toBe(false);
  }, 60_000);

  it('answers mistakes with a word on how to mend them', async () => {
    work().write('d.jsonl', dialogues(5));
    await replay(work(), 'a', scriptedBot());
    const cases: [string[], string[], RegExp][] = [
      [[], [], /E_USAGE .*no gates/],
      [[], ['vendor'], /E_GATE .*did you mean vendor-80/],
      [['intent.acuracy >= 0.8'], [], /E_UNKNOWN_METRIC/],
      [['intent.accuracy >= baseline - 0.1'], [], /E_FILE_MISSING .*no such baseline/],
    ];
    for (const [flags, presets, message] of cases) expect(await mistakeOf(gated('a', flags, { presets }))).toMatch(message);
    expect(() => parseGateFlag('intent.accuracy <= baseline + 0.1')).toThrow(/asks for the worse/);
    expect(() => parseGateFlag('intent.accuracy >= baseline + 0.1')).toThrow(/cannot read/);
    const threshold = ['-g', 'intent.accuracy >= 0.1'];
    const unwritable: [string, RegExp][] = [
      ['csv', /E_UNKNOWN_REPORTER/],
      ['junit', /E_USAGE .*--output-file/],
    ];
    for (const [reporter, message] of unwritable) {
      const { code, stderr } = await work().run('gate', 'a', ...threshold, '--reporter', reporter);
      expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    }
    const junit = ['--reporter', 'junit', '--output-file', 'j.xml'];
    expect((await work().run('gate', 'a', '--preset', 'vendor-90', ...junit)).code).toBe(1);
    expect(work().read('j.xml')).toContain('intent.accuracy ≥ 90.0%');
  }, 60_000);
});
