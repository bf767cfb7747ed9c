import { describe, expect, it } from 'vitest';
import { type JudgeOptions, judge, loadConfig, renderJudge } from '../harness/index.js';
import { judgeConfigSchema, judgeSummarySchema } from '../schema/index.js';
import { dialogues, scriptedBot, useWorkspace } from './fixtures/command.js';
import { mistakeOf, replay } from './fixtures/in-process.js';
import { honest, modelServer } from './fixtures/model-server.js';

const work = useWorkspace();

/** A run of the scripted bot, in `out`: right on standard Mandarin, empty talk on Cantonese. */
async function replayed(count = 25): Promise<void> {
  work().write('d.jsonl', dialogues(count));
  await replay(work(), 'out', scriptedBot());
}

/** `judge FOLDER` with these settings in place of flags. */
function judged(
  folder: string,
  config: { readonly base_url: string; readonly model: string; readonly ratings?: string },
  options: Partial<JudgeOptions> = {},
) {
  const cwd = work().folder;
  return judge(folder, { cwd, env: {}, baseDir: cwd, config: judgeConfigSchema.parse(config), ...options });
}

const textOf = async (result: ReturnType<typeof judged>) => renderJudge((await result).summary, { color: false });

const summary = (folder = 'out') => judgeSummarySchema.parse(JSON.parse(work().read(`${folder}/judge.json`)));
const meanOf = (metric: string, slice: object = {}) => {
  const found = summary().estimates.find((one) => one.metric === metric && JSON.stringify(one.slice) === JSON.stringify(slice));
  return found?.status === 'defined' ? found.value : found?.reason;
};

describe('judge', () => {
  it('asks about every reply once, and then replays offline', async () => {
    await replayed();
    const server = await modelServer();
    const asked = await work().run('judge', 'out', '--base-url', server.baseUrl, '--model', 'grader');
    expect(asked.stderr).toBe('');
    expect(asked.code).toBe(0);
    expect(asked.stdout).toContain('not validated: advisory: no turn was graded by people');
    // 40 standard turns carry 268, 10 Cantonese ones do not. Equal questions are asked once.
    expect(meanOf('judge.nugget_recall')).toBeCloseTo(0.8, 12);
    expect(meanOf('judge.grade', { dialect: 'yue' })).toBe(0);
    expect(summary().counts).toMatchObject({ turns: 50, judged: 50, failed: 0, no_reply: 0 });
    expect(work().read('out/judgements.jsonl').trim().split('\n')).toHaveLength(50);
    const first = work().read('out/judge.json');
    const before = server.seen.length;

    const again = await judged('out', { base_url: 'http://127.0.0.1:1/v1', model: 'grader' }, { offline: true });
    expect(again.exitCode).toBe(0);
    expect(server.seen).toHaveLength(before);
    expect(summary().counts).toMatchObject({ asked: 0, cached: 50 });
    const withoutCounts = (text: string) => ({ ...JSON.parse(text), counts: 0, usage: 0 });
    expect(withoutCounts(work().read('out/judge.json'))).toEqual(withoutCounts(first));
  });

  it('tells the judge the reply as data, never a key or an id', async () => {
    await replayed(5);
    const server = await modelServer();
    work().write(
      'shopreplay.config.json',
      JSON.stringify({
        judge: { base_url: server.baseUrl, model: 'grader', api_key: 'env:JUDGE_KEY', extra: { top_p: 1, seed: null } },
      }),
    );
    const { done } = work().start(['judge', 'out'], { JUDGE_KEY: 'sk-judge-1234' });
    expect((await done).code).toBe(0);
    const [question] = server.seen;
    expect(question?.headers.authorization).toBe('Bearer sk-judge-1234');
    const body = JSON.parse(question?.body ?? '{}');
    expect(body).toMatchObject({ model: 'grader', temperature: 0, top_p: 1, response_format: { type: 'json_schema' } });
    expect(body).not.toHaveProperty('seed');
    expect(JSON.parse(body.messages[1].content)).toEqual({
      history: [],
      shopper: '这个多少钱0',
      references: ['268元一罐'],
      nuggets: [{ id: 'price', vital: true, expects: '268' }],
      forbidden: [],
      reply: '亲，268元一罐哦',
    });
    for (const name of ['judge.json', 'judgements.jsonl', 'manifest.json'])
      expect(work().read(`out/${name}`)).not.toContain('sk-judge');
    expect(work().read('judge-cache/answers.jsonl')).not.toContain('sk-judge');
  });

  it('gates only when people have confirmed it', async () => {
    await replayed(75);
    const server = await modelServer();
    const graded = Array.from({ length: 75 }, (_, i) => i).flatMap((i) =>
      [0, 1].map((turn) => {
        const id = i % 5 === 4 ? `d${i - 1}-yue` : `d${i}`;
        return JSON.stringify({ dialogue_id: id, turn, rater: 'a', grade: i % 5 === 4 ? 0 : 2 });
      }),
    );
    work().write('ratings.jsonl', `${graded.join('\n')}\n`);
    const config = (min: number) => ({
      judge: { base_url: server.baseUrl, model: 'g', gates: [{ metric: 'judge.grade', min }] },
    });
    const byPeople = (min: number) => judged('out', { ...config(min).judge, ratings: 'ratings.jsonl' });

    work().write('c.json', JSON.stringify(config(0.5)));
    const alone = await work().run('judge', 'out', '--config', 'c.json');
    expect(alone.code).toBe(2);
    expect(alone.stdout).toContain('the judge is not validated');
    expect((await byPeople(0.5)).exitCode).toBe(0);
    expect(summary().validation).toMatchObject({ validated: true, judge_human: { status: 'defined', kappa: 1, turns: 150 } });
    const failed = byPeople(0.9);
    expect((await failed).exitCode).toBe(1);
    expect(await textOf(failed)).toContain('judge.grade on overall is 0.8, required at least 0.9');
    expect(meanOf('judge.grade_corrected')).toBeCloseTo(0.8, 9);
  });

  it('compares two runs in both orders', async () => {
    await replayed(25);
    await replay(work(), 'new', `export const reply = () => ({ text: '268元一罐' });`);
    const server = await modelServer();
    const preferred = judged('new', { base_url: server.baseUrl, model: 'g' }, { against: 'out' });
    expect((await preferred).exitCode).toBe(0);
    expect(summary('new').preference).toMatchObject({ against: 'bot', wins: 10, ties: 40, losses: 0, order_consistency: 1 });
    expect(await textOf(preferred)).toContain('Preferred over bot: 0.600');

    // A judge that likes the first place whatever stands there decides nothing.
    const biased = await modelServer((scene, n) => (scene.reply === undefined ? '{"better":"first"}' : honest(scene, n)));
    await judged('new', { base_url: biased.baseUrl, model: 'biased' }, { against: 'out' });
    expect(summary('new').preference).toMatchObject({ wins: 0, ties: 50, losses: 0, order_consistency: 0 });
  });

  it('leaves no number where the judge fails, and says why', async () => {
    await replayed(25);
    const moody = await modelServer((scene, n) => (scene.reply?.includes('268') ? honest(scene, n) : 'I would rather not say.'));
    const partly = judged('out', { base_url: moody.baseUrl, model: 'm' });
    expect((await partly).exitCode).toBe(0);
    expect(meanOf('judge.grade')).toBe('the model gave no usable answer on 10 of 50 turns of overall');
    expect(meanOf('judge.grade', { dialect: 'standard' })).toBe(1);
    expect(await textOf(partly)).toContain('the answer has not the form that was asked for');
    const dead = await modelServer(() => 401);
    const other = { base_url: dead.baseUrl, model: 'other' };
    expect(await mistakeOf(judged('out', other))).toMatch(/E_MODEL.*HTTP 401/s);
    expect(await mistakeOf(judged('out', other, { offline: true }))).toMatch(/E_JUDGE_CACHE.*50 of 50/s);
  });

  it('is off unless configured, and names what is wrong', async () => {
    await replayed(5);
    const stderrOf = async (...args: string[]) => (await work().run(...args)).stderr;
    expect(await stderrOf('judge', 'out')).toContain('judge is not configured');
    const flags = ['--base-url', 'http://127.0.0.1:1', '--model', 'm'];
    expect(await stderrOf('judge', 'out', ...flags, '--sample', '0')).toContain('--sample');
    const config = { base_url: 'http://127.0.0.1:1', model: 'm' };
    expect(judgeConfigSchema.safeParse({ ...config, base_url: 'ftp://x' }).error?.issues[0]?.path).toEqual(['base_url']);
    expect(await mistakeOf(judged('nowhere', config))).toContain('E_FILE_MISSING');
    work().write('r.jsonl', '{"dialogue_id":"d0","turn":0,"rater":"a","grade":3}\nnope\n');
    expect(await mistakeOf(judged('out', { ...config, ratings: 'r.jsonl' }))).toMatch(/E_RATINGS.*r\.jsonl.*1.*r\.jsonl.*2/s);
    work().write('c.json', '{"judge":{"base_url":"http://h/v1","model":"m","gates":[{"metric":"intent.accuracy","min":0.5}]}}');
    const gates = (await loadConfig('c.json', work().folder))?.config.judge;
    expect(await mistakeOf(judged('out', gates as typeof config))).toContain('"intent.accuracy" is no metric of the judge');
  });

  it('judges a sample that does not depend on the order of asking', async () => {
    await replayed(25);
    const server = await modelServer();
    const keys = async (seed: number) => {
      await judged('out', { base_url: server.baseUrl, model: 'm' }, { sample: 7, seed });
      return work()
        .read('out/judgements.jsonl')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).dialogue_id + JSON.parse(line).turn);
    };
    const first = await keys(1);
    expect(first).toHaveLength(7);
    expect(await keys(1)).toEqual(first);
    expect(await keys(2)).not.toEqual(first);
  });
});
