import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { accuracy, dialogues, REPO, scriptedBot, useWorkspace } from './fixtures/command.js';

const work = useWorkspace();

describe('mistakes', () => {
  beforeEach(() => {
    work().write('d.jsonl', dialogues(3));
    work().write('bot.js', scriptedBot());
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
    [
      'a gate judged by the wrong bound',
      ['run', '-d', 'd.jsonl', '-b', './bot.js', '-g', 'intent.accuracy >= 0.2 upper-bound'],
      2,
      /E_GATE .*upper-bound goes with max/,
    ],
    [
      'a gate that names a slice twice',
      ['run', '-d', 'd.jsonl', '-b', './bot.js', '-g', 'intent.accuracy[dialect=yue,dialect=standard] >= 0.1'],
      2,
      /E_GATE .*twice/,
    ],
    ['an --out that is a file', ['run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'd.jsonl'], 2, /E_OUTPUT/],
    [
      'an --output-file below a file',
      ['run', '-d', 'd.jsonl', '-b', './bot.js', '--reporter', 'junit', '--output-file', 'd.jsonl/x.xml'],
      2,
      /E_OUTPUT/,
    ],
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
    const outcome = await work().run(...args);
    expect(outcome.stderr).toMatch(message);
    expect(outcome.code).toBe(code);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).not.toContain('bug of shopreplay');
  });

  it('of a configuration are told with their field, YAML faults with their line', async () => {
    work().write('a.yaml', 'bots:\n  - { name: x, module: ./bot.js, http: { url: "http://a" } }\ntrails: 3\n');
    const wrong = await work().run('run', '-c', 'a.yaml');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/E_CONFIG a\.yaml: bots\[0\]: a bot has exactly one of/);
    expect(wrong.stderr).toMatch(/trails/);
    work().write('b.yaml', 'bots:\n  - {name: x\ntrials: 3\n');
    expect((await work().run('run', '-c', 'b.yaml')).stderr).toMatch(/E_YAML b\.yaml:\d/);
  });

  it('of a dataset are told together: file, line, field, expectation', async () => {
    work().write(
      'bad.jsonl',
      '{"id":"a","turns":[{"utterance":"x","label":{"intnet":"y"}}]}\nnot json\n{"id":"a","turns":[{"utterance":"x"}]}\n',
    );
    const { code, stderr } = await work().run('run', '-d', 'bad.jsonl', '-b', './bot.js', '-o', 'out');
    expect(code).toBe(2);
    expect(stderr).toMatch(/E_FIELD bad\.jsonl:1: turns\[0\]\.label\.intnet/);
    expect(stderr).toMatch(/E_JSON bad\.jsonl:2/);
    expect(stderr).toMatch(/E_DUPLICATE_ID bad\.jsonl:3/);
    expect(existsSync(work().path('out'))).toBe(false);
  });
});

describe('a bot that fails', () => {
  it('over maxErrorRate ends the run with exit code 3, its results kept', async () => {
    work().write('d.jsonl', dialogues(10));
    work().write(
      'bot.js',
      "export const reply = ({ turn }) => { if (turn === 1) throw new Error('boom \\u001b[31m'); return { text: '268', intents: [{ name: 'price.ask' }] }; };",
    );
    const { code, stdout } = await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out');
    expect(code).toBe(3);
    expect(stdout).toContain('50.0% of the calls failed');
    expect(stdout).not.toContain('\u001b');
    expect(accuracy(work().summaryOf('out'))).toBe(0.5);
    expect(work().summaryOf('out').counts.by_status).toEqual({ ok: 10, error: 10 });
    expect((await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'lenient', '--max-error-rate', '0.5')).code).toBe(0);
  });

  it('stops at --bail, and can be resumed', async () => {
    work().write('d.jsonl', dialogues(10));
    work().write('bot.js', "export const reply = () => { throw new Error('boom'); };");
    const { code, stderr } = await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out', '--bail', '3');
    expect(code).toBe(3);
    expect(stderr).toMatch(/E_BOT_ERRORS .*3 failed calls/);
    expect(existsSync(work().path('out/summary.json'))).toBe(false);
  });

  it('that never answers is a time-out a turn', async () => {
    work().write('d.jsonl', dialogues(2));
    work().write('bot.js', 'export const reply = () => new Promise(() => {});');
    const { code } = await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out', '--timeout', '50');
    expect(code).toBe(3);
    expect(work().summaryOf('out').counts.by_status).toEqual({ timeout: 4 });
  });
});

describe('a bot module that misbehaves beyond its replies', () => {
  const cases: [string, string, number, RegExp][] = [
    ['ends the process at its import', 'process.exit(0); export const reply = () => "x";', 2, /E_BOT_MODULE .*process\.exit/],
    ['waits for ever at its import', 'await new Promise(() => {}); export const reply = () => "x";', 3, /E_STRAY_ERROR/],
    [
      'lets a rejection escape',
      "export const reply = async () => { Promise.reject(new Error('floating')); await new Promise((r) => setTimeout(r, 20)); return 'x'; };",
      3,
      /E_STRAY_ERROR .*floating/,
    ],
    [
      'lets an exception escape',
      "export const reply = async () => { setTimeout(() => { throw new Error('timer'); }, 1); await new Promise((r) => setTimeout(r, 20)); return 'x'; };",
      3,
      /E_STRAY_ERROR .*timer/,
    ],
  ];
  it.each(cases)('%s', async (_name, source, expected, message) => {
    work().write('d.jsonl', dialogues(3));
    work().write('bot.js', source);
    const { code, stderr, stdout } = await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out');
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([expected, '']);
    if (existsSync(work().path('out')))
      expect(readdirSync(work().path('out')).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });

  it('calls process.exit in a reply: a failed call, and the run goes on', async () => {
    work().write('d.jsonl', dialogues(3));
    work().write('bot.js', "export const reply = ({ turn }) => { if (turn === 1) process.exit(0); return { text: '268' }; };");
    const { code } = await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out');
    expect(code).toBe(3);
    expect(work().summaryOf('out').counts.by_status).toEqual({ ok: 3, error: 3 });
  });

  it('prints, leaves a handle open and never ends its conversations: stdout is the result, and the process ends', async () => {
    work().write('d.jsonl', dialogues(2));
    work().write(
      'bot.js',
      "console.log('loaded'); export const reply = () => { console.log('noise'); setInterval(() => {}, 1000); return '268'; }; export const endConversation = () => new Promise(() => {});",
    );
    const { code, stdout } = await work().run(
      'run',
      '-d',
      'd.jsonl',
      '-b',
      './bot.js',
      '-o',
      'out',
      '--reporter',
      'json',
      '--timeout',
      '100',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(work().summaryOf('out'));
  });
});
