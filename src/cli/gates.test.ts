import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dialogues, scriptedBot, useWorkspace } from './fixtures/command.js';

const work = useWorkspace();

describe('gates', () => {
  it('fail with exit code 1, naming metric, slice, value, threshold and a dialogue', async () => {
    work().write('d.jsonl', dialogues(25));
    work().write('bot.js', scriptedBot());
    const { code, stdout } = await work().run(
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
    const junit = readFileSync(work().path('out/junit.xml'), 'utf8');
    expect(junit).toContain('<failure');
  });

  it('are checked before the replay', async () => {
    work().write('d.jsonl', dialogues(5));
    work().write(
      'bot.js',
      "import { writeFileSync } from 'node:fs'; export const reply = () => { writeFileSync('called', ''); return 'x'; };",
    );
    const { code, stderr } = await work().run(
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
    expect(existsSync(work().path('called'))).toBe(false);
    expect(existsSync(work().path('out'))).toBe(false);
  });

  it('on an undefined estimate are invalid, exit code 2', async () => {
    work().write('d.jsonl', dialogues(5));
    work().write('bot.js', "export const reply = () => '268元';");
    const { code, stdout } = await work().run(
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
    work().write('d.jsonl', dialogues(25));
    work().write('bot.js', scriptedBot());
    const args = ['run', '-d', 'd.jsonl', '-b', './bot.js', '-g', 'intent.accuracy >= 0.8 lower-bound'];
    expect((await work().run(...args, '-o', 'a')).code).toBe(4);
    expect((await work().run(...args, '-o', 'b', '--inconclusive', 'pass')).code).toBe(0);
    expect((await work().run(...args, '-o', 'c', '--inconclusive=fail')).code).toBe(1);
  });
});
