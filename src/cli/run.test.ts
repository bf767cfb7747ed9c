import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../schema/index.js';
import { accuracy, dialogues, scriptedBot, useWorkspace, withoutTimes } from './fixtures/command.js';

const work = useWorkspace();

describe('run', () => {
  it('writes a whole run folder and says what it found', async () => {
    work().write('d.jsonl', dialogues(25));
    work().write('bot.js', scriptedBot());
    const { code, stdout, stderr } = await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out');
    expect(stderr).toContain('25 dialogues (20 families), 50 turns, all valid');
    expect(code).toBe(0);
    expect(stdout).toContain('intent.accuracy');
    expect(readdirSync(work().path('out')).sort()).toEqual(
      [
        'confusion.csv',
        'errors.csv',
        'junit.xml',
        'manifest.json',
        'records.jsonl',
        'report.html',
        'report.md',
        'summary.json',
        'turns.csv',
      ].sort(),
    );
    const summary = work().summaryOf('out');
    expect(accuracy(summary)).toBe(0.8);
    expect(accuracy(summary, { dialect: 'yue' })).toBe(0);
    expect(accuracy(summary, { dialect: 'standard' })).toBe(1);
    expect(summary.counts).toEqual({ dialogues: 25, families: 20, expected: 50, by_status: { ok: 50 }, retries: 0 });
  });

  it('runs every kind of bot to the same scores', async () => {
    work().write('d.jsonl', dialogues(10));
    work().write('bot.js', scriptedBot());
    work().write(
      'bot.py',
      `import json, sys
for line in sys.stdin:
    request = json.loads(line)
    known = '多少钱' in request['utterance']
    print(json.dumps({'id': request['id'], 'text': '亲，268元一罐哦' if known else '亲，在的，请问有什么可以帮您？', 'intents': [{'name': 'price.ask' if known else 'chitchat.greet', 'confidence': 0.9}]}), flush=True)
`,
    );
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        const known = JSON.parse(body).utterance.includes('多少钱');
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            text: known ? '亲，268元一罐哦' : '亲，在的，请问有什么可以帮您？',
            intents: [{ name: known ? 'price.ask' : 'chitchat.greet', confidence: 0.9 }],
          }),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      expect((await work().run('run', '-d', 'd.jsonl', '-b', 'x=./bot.js', '-o', 'module')).code).toBe(0);
      expect((await work().run('run', '-d', 'd.jsonl', '-b', 'x=stdio:python3 bot.py', '-o', 'stdio')).code).toBe(0);
      expect((await work().run('run', '-d', 'd.jsonl', '-b', `x=http://127.0.0.1:${port}/`, '-o', 'http')).code).toBe(0);
    } finally {
      server.close();
    }
    const records = readFileSync(work().path('module/records.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    work().write(
      't.jsonl',
      records.map(({ dialogue_id, turn, trial, reply }) => JSON.stringify({ dialogue_id, turn, trial, reply })).join('\n'),
    );
    expect((await work().run('run', '-d', 'd.jsonl', '-b', 'x=transcript:t.jsonl', '-o', 'transcript')).code).toBe(0);
    const reference = withoutTimes(work().summaryOf('module'));
    for (const kind of ['stdio', 'http', 'transcript']) expect(withoutTimes(work().summaryOf(kind))).toEqual(reference);
  });

  it('reads a spreadsheet of one row a turn', async () => {
    work().write(
      'mine.csv',
      '\ufeffdialogue_id,turn,utterance,intent,references,slice:dialect\nd1,0,这个多少钱,price.ask,268元一罐|268一罐,standard\nd1,1,"那个,多少钱",price.ask,268元一罐,standard\nd2,0,呢个几多钱,price.ask,268元一罐,yue\n',
    );
    work().write('bot.js', scriptedBot());
    expect((await work().run('run', '-d', 'mine.csv', '-b', './bot.js', '-o', 'out')).code).toBe(0);
    expect(accuracy(work().summaryOf('out'))).toBeCloseTo(2 / 3, 12);
  });

  it('scores the same for any concurrency', async () => {
    work().write('d.jsonl', dialogues(60));
    work().write('bot.js', scriptedBot(2));
    await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'one', '--max-concurrency', '1');
    await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'many', '--maxConcurrency', '16');
    expect(withoutTimes(work().summaryOf('many'))).toEqual(withoutTimes(work().summaryOf('one')));
  });

  it('simulates conversions against the first bot, and says that they are simulated', async () => {
    work().write('d.jsonl', dialogues(20));
    work().write('good.js', scriptedBot());
    work().write(
      'bad.js',
      "export const reply = () => ({ text: '亲，在的，请问有什么可以帮您？', intents: [{ name: 'chitchat.greet' }] });",
    );
    const { code, stdout } = await work().run('run', '-d', 'd.jsonl', '-b', './bad.js', '-b', './good.js', '-o', 'out');
    expect(code).toBe(0);
    expect(stdout).toContain('Simulated; no shopper bought anything. Not a measured A/B result.');
    const { simulated } = work().summaryOf('out/good');
    expect(simulated).toMatchObject({
      tier: 'PRIOR-ONLY',
      baseline: 'bad',
      candidate: 'good',
      window: '24h',
      denominator: 'consultations',
    });
    expect(simulated?.simulated_uplift).toBeGreaterThan(0);
    expect(work().summaryOf('out/bad').simulated).toBeUndefined();
    expect(existsSync(work().path('out/report.html'))).toBe(true);
  });

  it('holds each bot against the first, as `compare` would', async () => {
    work().write('d.jsonl', dialogues(20));
    work().write('good.js', scriptedBot());
    work().write(
      'bad.js',
      "export const reply = () => ({ text: '在的', intents: [{ name: 'chitchat.greet', confidence: 0.4 }] });",
    );
    work().write('worse.js', 'export const reply = () => { throw new Error("closed"); };');
    const bots = ['bad', 'good', 'worse'].flatMap((name) => ['-b', `./${name}.js`]);
    const { stdout } = await work().run('run', '-d', 'd.jsonl', ...bots, '-o', 'out', '--max-error-rate', '1');
    expect(stdout).toContain('good is better than bad');
    expect(work().summaryOf('out/bad').comparison).toBeUndefined();
    const metrics =
      work()
        .summaryOf('out/good')
        .comparison?.differences.map(({ metric }) => metric) ?? [];
    expect(metrics).toContain('intent.macro_f1');
    const compared = await work().run('compare', 'out', '-f', 'json', ...metrics.flatMap((metric) => ['-m', metric]));
    const { candidates } = JSON.parse(compared.stdout) as Comparison;
    for (const [i, name] of ['good', 'worse'].entries()) {
      const whole = candidates[i]?.differences.filter(({ slice }) => Object.keys(slice).length === 0);
      expect(work().summaryOf(`out/${name}`).comparison).toEqual({
        baseline: 'bad',
        overall: candidates[i]?.overall,
        verdicts: candidates[i]?.verdicts,
        differences: whole,
      });
    }
    const verdicts = candidates.map(({ differences }) => differences.find(({ metric }) => metric === 'intent.accuracy'));
    expect(verdicts).toMatchObject([{ verdict: 'better' }, { difference: 0, verdict: 'same' }]);
  });
});

describe('selection', () => {
  it('by --limit, -t, --shard and --trials', async () => {
    work().write('d.jsonl', dialogues(30));
    work().write('bot.js', scriptedBot());
    let runs = 0;
    const counted = async (...args: string[]) => {
      runs += 1;
      await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', `out${runs}`, '--reporter', 'junit', ...args);
      return work().summaryOf(`out${runs}`).counts.expected;
    };
    expect(await counted('--limit', '4')).toBe(8);
    expect(await counted('-t', 'yue$')).toBe(12);
    expect(await counted('--trials', '3', '--limit', '2')).toBe(12);
    const shards = [await counted('--shard', '1/3'), await counted('--shard', '2/3'), await counted('--shard', '3/3')];
    expect(shards.reduce((a, b) => a + b, 0)).toBe(60);
  });
});
