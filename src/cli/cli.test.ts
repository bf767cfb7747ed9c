import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configSchema, type Summary, summarySchema } from '../schema/index.js';
import { dialogues, REPO, scriptedBot, Workspace } from './fixtures/command.js';

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
});
afterEach(() => work.remove());

function summaryOf(folder: string): Summary {
  return summarySchema.parse(JSON.parse(readFileSync(work.path(join(folder, 'summary.json')), 'utf8')));
}

function accuracy(summary: Summary, slice: Record<string, string> = {}): number | undefined {
  const found = summary.estimates.find(
    (e) => e.metric === 'intent.accuracy' && JSON.stringify(e.slice) === JSON.stringify(slice),
  );
  return found?.status === 'defined' ? found.value : undefined;
}

/** The files that a re-scoring has to reproduce to the last byte. */
const SCORED = ['summary.json', 'turns.csv', 'errors.csv', 'confusion.csv', 'report.md', 'junit.xml'];

function scoredFiles(folder: string): Record<string, string> {
  return Object.fromEntries(SCORED.map((file) => [file, readFileSync(work.path(join(folder, file)), 'utf8')]));
}

/** Latencies are measured, so they differ between replays; everything else must not. */
function withoutTimes(summary: Summary): unknown {
  return { ...summary, latency_histogram: [], estimates: summary.estimates.filter((e) => !/_ms$/.test(e.metric)) };
}

describe('run', () => {
  it('writes a whole run folder and says what it found', async () => {
    work.write('d.jsonl', dialogues(25));
    work.write('bot.js', scriptedBot());
    const { code, stdout, stderr } = await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out');
    expect(stderr).toContain('25 dialogues (20 families), 50 turns, all valid');
    expect(code).toBe(0);
    expect(stdout).toContain('intent.accuracy');
    expect(readdirSync(work.path('out')).sort()).toEqual(
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
    const summary = summaryOf('out');
    expect(accuracy(summary)).toBe(0.8);
    expect(accuracy(summary, { dialect: 'yue' })).toBe(0);
    expect(accuracy(summary, { dialect: 'standard' })).toBe(1);
    expect(summary.counts).toEqual({ dialogues: 25, families: 20, expected: 50, by_status: { ok: 50 }, retries: 0 });
  });

  it('runs every kind of bot to the same scores', async () => {
    work.write('d.jsonl', dialogues(10));
    work.write('bot.js', scriptedBot());
    work.write(
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
      expect((await work.run('run', '-d', 'd.jsonl', '-b', 'x=./bot.js', '-o', 'module')).code).toBe(0);
      expect((await work.run('run', '-d', 'd.jsonl', '-b', 'x=stdio:python3 bot.py', '-o', 'stdio')).code).toBe(0);
      expect((await work.run('run', '-d', 'd.jsonl', '-b', `x=http://127.0.0.1:${port}/`, '-o', 'http')).code).toBe(0);
    } finally {
      server.close();
    }
    const records = readFileSync(work.path('module/records.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    work.write(
      't.jsonl',
      records.map(({ dialogue_id, turn, trial, reply }) => JSON.stringify({ dialogue_id, turn, trial, reply })).join('\n'),
    );
    expect((await work.run('run', '-d', 'd.jsonl', '-b', 'x=transcript:t.jsonl', '-o', 'transcript')).code).toBe(0);
    const reference = withoutTimes(summaryOf('module'));
    for (const kind of ['stdio', 'http', 'transcript']) expect(withoutTimes(summaryOf(kind))).toEqual(reference);
  });

  it('reads a spreadsheet of one row a turn', async () => {
    work.write(
      'mine.csv',
      '\ufeffdialogue_id,turn,utterance,intent,references,slice:dialect\nd1,0,这个多少钱,price.ask,268元一罐|268一罐,standard\nd1,1,"那个,多少钱",price.ask,268元一罐,standard\nd2,0,呢个几多钱,price.ask,268元一罐,yue\n',
    );
    work.write('bot.js', scriptedBot());
    expect((await work.run('run', '-d', 'mine.csv', '-b', './bot.js', '-o', 'out')).code).toBe(0);
    expect(accuracy(summaryOf('out'))).toBeCloseTo(2 / 3, 12);
  });

  it('scores the same for any concurrency', async () => {
    work.write('d.jsonl', dialogues(60));
    work.write('bot.js', scriptedBot(2));
    await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'one', '--max-concurrency', '1');
    await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'many', '--maxConcurrency', '16');
    expect(withoutTimes(summaryOf('many'))).toEqual(withoutTimes(summaryOf('one')));
  });

  it('simulates conversions against the first bot, and says that they are simulated', async () => {
    work.write('d.jsonl', dialogues(20));
    work.write('good.js', scriptedBot());
    work.write(
      'bad.js',
      "export const reply = () => ({ text: '亲，在的，请问有什么可以帮您？', intents: [{ name: 'chitchat.greet' }] });",
    );
    const { code, stdout } = await work.run('run', '-d', 'd.jsonl', '-b', './bad.js', '-b', './good.js', '-o', 'out');
    expect(code).toBe(0);
    expect(stdout).toContain('Simulated; no shopper bought anything. Not a measured A/B result.');
    const { simulated } = summaryOf('out/good');
    expect(simulated).toMatchObject({
      tier: 'PRIOR-ONLY',
      baseline: 'bad',
      candidate: 'good',
      window: '24h',
      denominator: 'consultations',
    });
    expect(simulated?.simulated_uplift).toBeGreaterThan(0);
    expect(summaryOf('out/bad').simulated).toBeUndefined();
    expect(existsSync(work.path('out/report.html'))).toBe(true);
  });
});

describe('gates', () => {
  it('fail with exit code 1, naming metric, slice, value, threshold and a dialogue', async () => {
    work.write('d.jsonl', dialogues(25));
    work.write('bot.js', scriptedBot());
    const { code, stdout } = await work.run(
      'run',
      '-d',
      'd.jsonl',
      '-b',
      './bot.js',
      '-o',
      'out',
      '-g',
      'intent.accuracy[dialect=yue] >= 0.8',
      '-g',
      'intent.accuracy >= 0.5',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/intent\.accuracy on dialect=yue is 0, required at least 0\.8/);
    expect(stdout).toContain('d3-yue');
    const junit = readFileSync(work.path('out/junit.xml'), 'utf8');
    expect(junit).toContain('<failure');
  });

  it('are checked before the replay', async () => {
    work.write('d.jsonl', dialogues(5));
    work.write(
      'bot.js',
      "import { writeFileSync } from 'node:fs'; export const reply = () => { writeFileSync('called', ''); return 'x'; };",
    );
    const { code, stderr } = await work.run(
      'run',
      '-d',
      'd.jsonl',
      '-b',
      './bot.js',
      '-o',
      'out',
      '-g',
      'intent.acuracy >= 0.8',
      '-g',
      'intent.accuracy[dialect=yeu] >= 0.8',
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/E_UNKNOWN_METRIC .*did you mean intent\.accuracy/);
    expect(stderr).toMatch(/E_UNKNOWN_SLICE .*did you mean yue/);
    expect(existsSync(work.path('called'))).toBe(false);
    expect(existsSync(work.path('out'))).toBe(false);
  });

  it('on an undefined estimate are invalid, exit code 2', async () => {
    work.write('d.jsonl', dialogues(5));
    work.write('bot.js', "export const reply = () => '268元';");
    const { code, stdout } = await work.run(
      'run',
      '-d',
      'd.jsonl',
      '-b',
      './bot.js',
      '-o',
      'out',
      '-g',
      'intent.accuracy >= 0.8',
    );
    expect(code).toBe(2);
    expect(stdout).toContain('the bot exposes no intents');
  });

  it('judged by the interval can be inconclusive, exit code 4 unless it counts as something', async () => {
    work.write('d.jsonl', dialogues(25));
    work.write('bot.js', scriptedBot());
    const args = ['run', '-d', 'd.jsonl', '-b', './bot.js', '-g', 'intent.accuracy >= 0.8 lower-bound'];
    expect((await work.run(...args, '-o', 'a')).code).toBe(4);
    expect((await work.run(...args, '-o', 'b', '--inconclusive', 'pass')).code).toBe(0);
    expect((await work.run(...args, '-o', 'c', '--inconclusive=fail')).code).toBe(1);
  });
});

describe('an interrupted run', () => {
  async function waitForRecords(folder: string, count: number): Promise<void> {
    for (let i = 0; i < 500; i += 1) {
      const path = work.path(join(folder, 'records.jsonl'));
      if (existsSync(path) && readFileSync(path, 'utf8').split('\n').length > count) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('no records');
  }

  it.each(['SIGKILL', 'SIGINT'] as const)('by %s is finished by --resume with the same scores', async (signal) => {
    work.write('d.jsonl', dialogues(60));
    work.write('bot.js', scriptedBot(15));
    const args = ['run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out', '--max-concurrency', '3'];
    const { child, done } = work.start(args);
    await waitForRecords('out', 30);
    child.kill(signal);
    const killed = await done;
    expect(existsSync(work.path('out/summary.json'))).toBe(false);
    if (signal === 'SIGINT') {
      expect(killed.code).toBe(3);
      expect(killed.stderr).toContain('E_INTERRUPTED');
      expect(readdirSync(work.path('out')).filter((file) => file.endsWith('.tmp'))).toEqual([]);
    }
    const refused = await work.run(...args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('E_RUN_EXISTS');
    const resumed = await work.run(...args, '--resume');
    expect(resumed.code).toBe(0);
    await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'whole', '--max-concurrency', '16');
    expect(withoutTimes(summaryOf('out'))).toEqual(withoutTimes(summaryOf('whole')));
    const keys = readFileSync(work.path('out/records.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map((r) => `${r.dialogue_id}/${r.turn}`);
    expect(new Set(keys).size).toBe(120);
    expect(keys).toHaveLength(120);
  });

  it('is not resumed with other settings', async () => {
    work.write('d.jsonl', dialogues(5));
    work.write('bot.js', scriptedBot());
    await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out');
    const { code, stderr } = await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out', '--resume', '--seed', '3');
    expect(code).toBe(2);
    expect(stderr).toMatch(/E_RESUME_MISMATCH .*seed/);
  });
});

describe('a folder that is taken', () => {
  beforeEach(() => {
    work.write('d.jsonl', dialogues(3));
    work.write('x.js', scriptedBot());
  });

  it('by several bots is not mixed with others, nor with one alone', async () => {
    expect((await work.run('run', '-d', 'd.jsonl', '-b', 'a=./x.js', '-b', 'b=./x.js', '-o', 'out')).code).toBe(0);
    const before = readFileSync(work.path('out/runs.json'), 'utf8');
    for (const bots of [
      ['-b', 'a=./x.js', '-b', 'c=./x.js'],
      ['-b', 'a=./x.js'],
    ]) {
      const { code, stderr } = await work.run('run', '-d', 'd.jsonl', ...bots, '-o', 'out');
      expect([
        code,
        stderr
          .split('\n')
          .find((line) => line.startsWith('E_'))
          ?.split(':')[0],
      ]).toEqual([2, 'E_RUN_EXISTS out']);
    }
    const other = await work.run('run', '-d', 'd.jsonl', '-b', 'a=./x.js', '-b', 'c=./x.js', '-o', 'out', '--resume');
    expect(other.stderr).toMatch(/E_RESUME_MISMATCH out: bots/);
    expect(readFileSync(work.path('out/runs.json'), 'utf8')).toBe(before);
    expect((await work.run('score', 'out', '--reporter', 'csv')).code).toBe(0);
  });

  it('is not even made when the second bot cannot be loaded', async () => {
    work.write(
      'y.js',
      "import { writeFileSync } from 'node:fs'; export const reply = () => { writeFileSync('called', ''); return 'x'; };",
    );
    const { code, stderr } = await work.run('run', '-d', 'd.jsonl', '-b', './y.js', '-b', './missing.js', '-o', 'out');
    expect(code).toBe(2);
    expect(stderr).toContain('E_BOT_MODULE');
    expect([existsSync(work.path('called')), existsSync(work.path('out'))]).toEqual([false, false]);
  });
});

describe('score', () => {
  it('reproduces a run to the last byte', async () => {
    work.write('d.jsonl', dialogues(30));
    work.write('a.js', scriptedBot(1));
    work.write('b.js', scriptedBot());
    await work.run('run', '-d', 'd.jsonl', '-b', './a.js', '-b', './b.js', '-o', 'out', '-g', 'intent.accuracy >= 0.9');
    const before = { a: scoredFiles('out/a'), b: scoredFiles('out/b') };
    const scored = await work.run('score', 'out');
    expect(scored.code).toBe(1);
    expect({ a: scoredFiles('out/a'), b: scoredFiles('out/b') }).toEqual(before);
    expect((await work.run('score', 'out/b')).code).toBe(1);
    expect(scoredFiles('out/b')).toEqual(before.b);
  });

  it('refuses other dialogues, an unfinished run, and a folder that is no run', async () => {
    work.write('d.jsonl', dialogues(5));
    work.write('bot.js', scriptedBot());
    await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out');
    const lines = readFileSync(work.path('out/records.jsonl'), 'utf8').split('\n');
    work.write('out/records.jsonl', lines.slice(3).join('\n'));
    expect((await work.run('score', 'out')).stderr).toContain('E_RUN_INCOMPLETE');
    work.write('d.jsonl', dialogues(6));
    const changed = await work.run('score', 'out');
    expect([changed.code, changed.stderr.split(' ')[0]]).toEqual([2, 'E_DATASET_CHANGED']);
    expect((await work.run('score', 'nowhere')).stderr).toContain('E_FILE_MISSING');
  });
});

describe('mistakes', () => {
  beforeEach(() => {
    work.write('d.jsonl', dialogues(3));
    work.write('bot.js', scriptedBot());
  });

  const cases: [string, string[], number, RegExp][] = [
    ['no command', [], 2, /E_USAGE/],
    ['an unknown command', ['rum'], 2, /E_USAGE.*/],
    ['an unknown flag', ['run', '--dataset', 'd.jsonl', '--bto', 'x'], 2, /E_USAGE Unknown argument: bto/],
    ['no bot', ['run', '-d', 'd.jsonl'], 2, /E_USAGE no bot.*--bot/],
    ['no dataset', ['run', '-b', './bot.js'], 2, /E_USAGE no dataset/],
    ['a missing dataset', ['run', '-d', 'nope.jsonl', '-b', './bot.js'], 2, /E_FILE_MISSING nope\.jsonl/],
    ['a missing bot', ['run', '-d', 'd.jsonl', '-b', './nope.js'], 2, /E_BOT_MODULE/],
    ['a bot spec of no kind', ['run', '-d', 'd.jsonl', '-b', 'ftp://x'], 2, /E_BOT_SPEC/],
    ['a bot that cannot start', ['run', '-d', 'd.jsonl', '-b', 'stdio:no-such-program-here'], 3, /E_BOT_START/],
    [
      'an unknown metric',
      ['run', '-d', 'd.jsonl', '-b', './bot.js', '--metric', 'intent.acc'],
      2,
      /E_UNKNOWN_METRIC.*intent\.accuracy/,
    ],
    ['an unknown reporter', ['run', '-d', 'd.jsonl', '-b', './bot.js', '--reporter', 'pdf'], 2, /E_UNKNOWN_REPORTER/],
    [
      'an unknown split',
      ['run', '-d', join(REPO, 'datasets/mother-baby'), '--split', 'tset', '-b', './bot.js'],
      2,
      /E_UNKNOWN_SPLIT.*test/,
    ],
    ['a number out of range', ['run', '-d', 'd.jsonl', '-b', './bot.js', '--trials', '0'], 2, /E_USAGE --trials/],
    ['a number that is none', ['run', '-d', 'd.jsonl', '-b', './bot.js', '--seed', 'abc'], 2, /E_USAGE --seed/],
    ['a pattern that selects nothing', ['run', '-d', 'd.jsonl', '-b', './bot.js', '-t', 'zzz'], 2, /E_EMPTY_DATASET/],
    ['a gate that cannot be read', ['run', '-d', 'd.jsonl', '-b', './bot.js', '-g', 'intent.accuracy > 0.8'], 2, /E_GATE/],
    ['a configuration that is not there', ['run', '-c', 'nope.yaml'], 2, /E_FILE_MISSING nope\.yaml/],
    ['--resume without --out', ['run', '-d', 'd.jsonl', '-b', './bot.js', '--resume'], 2, /E_USAGE --resume/],
    ['two bots of one name', ['run', '-d', 'd.jsonl', '-b', './bot.js', '-b', './bot.js'], 2, /E_USAGE two bots/],
    [
      '--output-file without its reporter',
      ['run', '-d', 'd.jsonl', '-b', './bot.js', '--output-file', 'x'],
      2,
      /E_USAGE --output-file/,
    ],
  ];
  it.each(cases)('%s', async (_name, args, code, message) => {
    const outcome = await work.run(...args);
    expect(outcome.stderr).toMatch(message);
    expect(outcome.code).toBe(code);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).not.toContain('bug of shopreplay');
  });

  it('of a configuration are told with their field, YAML faults with their line', async () => {
    work.write('a.yaml', 'bots:\n  - { name: x, module: ./bot.js, http: { url: "http://a" } }\ntrails: 3\n');
    const wrong = await work.run('run', '-c', 'a.yaml');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/E_CONFIG a\.yaml: bots\[0\]: a bot has exactly one of/);
    expect(wrong.stderr).toMatch(/trails/);
    work.write('b.yaml', 'bots:\n  - {name: x\ntrials: 3\n');
    expect((await work.run('run', '-c', 'b.yaml')).stderr).toMatch(/E_YAML b\.yaml:\d/);
  });

  it('of a dataset are told together: file, line, field, expectation', async () => {
    work.write(
      'bad.jsonl',
      '{"id":"a","turns":[{"utterance":"x","label":{"intnet":"y"}}]}\nnot json\n{"id":"a","turns":[{"utterance":"x"}]}\n',
    );
    const { code, stderr } = await work.run('run', '-d', 'bad.jsonl', '-b', './bot.js', '-o', 'out');
    expect(code).toBe(2);
    expect(stderr).toMatch(/E_FIELD bad\.jsonl:1: turns\[0\]\.label\.intnet/);
    expect(stderr).toMatch(/E_JSON bad\.jsonl:2/);
    expect(stderr).toMatch(/E_DUPLICATE_ID bad\.jsonl:3/);
    expect(existsSync(work.path('out'))).toBe(false);
  });
});

describe('a bot that fails', () => {
  it('over maxErrorRate ends the run with exit code 3, its results kept', async () => {
    work.write('d.jsonl', dialogues(10));
    work.write(
      'bot.js',
      "export const reply = ({ turn }) => { if (turn === 1) throw new Error('boom \\u001b[31m'); return { text: '268', intents: [{ name: 'price.ask' }] }; };",
    );
    const { code, stdout } = await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out');
    expect(code).toBe(3);
    expect(stdout).toContain('50.0% of the calls failed');
    expect(stdout).not.toContain('\u001b');
    expect(accuracy(summaryOf('out'))).toBe(0.5);
    expect(summaryOf('out').counts.by_status).toEqual({ ok: 10, error: 10 });
    expect((await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'lenient', '--max-error-rate', '0.5')).code).toBe(0);
  });

  it('stops at --bail, and can be resumed', async () => {
    work.write('d.jsonl', dialogues(10));
    work.write('bot.js', "export const reply = () => { throw new Error('boom'); };");
    const { code, stderr } = await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out', '--bail', '3');
    expect(code).toBe(3);
    expect(stderr).toMatch(/E_BOT_ERRORS .*3 failed calls/);
    expect(existsSync(work.path('out/summary.json'))).toBe(false);
  });

  it('that never answers is a time-out a turn', async () => {
    work.write('d.jsonl', dialogues(2));
    work.write('bot.js', 'export const reply = () => new Promise(() => {});');
    const { code } = await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out', '--timeout', '50');
    expect(code).toBe(3);
    expect(summaryOf('out').counts.by_status).toEqual({ timeout: 4 });
  });
});

describe('selection', () => {
  it('by --limit, -t, --shard and --trials', async () => {
    work.write('d.jsonl', dialogues(30));
    work.write('bot.js', scriptedBot());
    let runs = 0;
    const counted = async (...args: string[]) => {
      runs += 1;
      await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', `out${runs}`, '--reporter', 'junit', ...args);
      return summaryOf(`out${runs}`).counts.expected;
    };
    expect(await counted('--limit', '4')).toBe(8);
    expect(await counted('-t', 'yue$')).toBe(12);
    expect(await counted('--trials', '3', '--limit', '2')).toBe(12);
    const shards = [await counted('--shard', '1/3'), await counted('--shard', '2/3'), await counted('--shard', '3/3')];
    expect(shards.reduce((a, b) => a + b, 0)).toBe(60);
  });
});

describe('output', () => {
  it('has nothing on stdout but the result', async () => {
    work.write('d.jsonl', dialogues(5));
    work.write('bot.js', scriptedBot());
    const { stdout } = await work.run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out', '--reporter', 'json');
    expect(summarySchema.parse(JSON.parse(stdout))).toEqual(summaryOf('out'));
    const file = await work.run('report', 'out', '--reporter', 'markdown', '--output-file', 'summary.md');
    expect(file.stdout).toBe('');
    expect(readFileSync(work.path('summary.md'), 'utf8')).toContain('intent.accuracy');
  });

  it('shows the help that the build has rendered, the same as the commands would', async () => {
    const quick = await work.run('--help');
    expect(quick.stdout).toContain('Exit codes: 0 pass');
    expect(quick.stdout).toBe((await work.run('help')).stdout.trimStart());
    expect((await work.run('run', '--help')).stdout).toContain('--max-concurrency');
  });

  it('lists the metrics and prints the schemas', async () => {
    expect(JSON.parse((await work.run('metrics', '--format', 'json')).stdout).map((m: { name: string }) => m.name)).toContain(
      'relevance.off_topic_rate',
    );
    for (const name of ['dialogue', 'dataset', 'config', 'run-manifest', 'turn-record', 'summary']) {
      expect(JSON.parse((await work.run('schema', name)).stdout)).toHaveProperty('$schema');
    }
  });

  it('keeps secrets of the environment out of the run folder', async () => {
    work.write('d.jsonl', dialogues(2));
    work.write(
      'c.json',
      JSON.stringify(
        configSchema.parse({
          bots: [{ name: 'x', http: { url: 'http://127.0.0.1:9/', headers: { authorization: 'env:SHOP_TOKEN' } } }],
          datasets: ['d.jsonl'],
          retries: 0,
          out: 'out',
        }),
      ),
    );
    const { done } = work.start(['run', '-c', 'c.json'], { SHOP_TOKEN: 'tok-5e6b1f' });
    const { code, stdout, stderr } = await done;
    expect(code).toBe(3);
    const everything =
      readdirSync(work.path('out'))
        .map((file) => readFileSync(work.path(join('out', file)), 'utf8'))
        .join('\n') +
      stdout +
      stderr;
    expect(everything).not.toContain('tok-5e6b1f');
  });
});
