import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BotConfig, BotFailure, type BotPort } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { callOf, context, eventually, FIXTURES, gist, giveUp, outcomeOf, requestOf, TOKEN } from './fixtures/rigs.js';

type StdioConfig = NonNullable<BotConfig['stdio']>;

let folder: string;
const open: BotPort[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shopreplay-stdio-'));
});
afterEach(async () => {
  for (const bot of open.splice(0)) await bot.close?.();
  await rm(folder, { recursive: true });
});

async function start(stdio: Partial<StdioConfig>, baseDir = FIXTURES): Promise<BotPort> {
  const config = { name: 's', stdio: { command: process.execPath, args: ['stdio-bot.mjs'], ...stdio } };
  const bot = await createBot(config, { ...context, baseDir });
  open.push(bot);
  await bot.open?.(new AbortController().signal);
  return bot;
}

/** A bot of these lines of Node, which may call print(value) and has `lines` as an event source. */
async function script(source: string, more: Partial<StdioConfig> = {}): Promise<BotPort> {
  const prelude = `import { createInterface } from 'node:readline'; import { appendFileSync } from 'node:fs';
    const lines = createInterface({ input: process.stdin });
    const print = (value) => process.stdout.write(JSON.stringify(value) + '\\n');\n`;
  await writeFile(join(folder, 'bot.mjs'), prelude + source);
  return start({ args: ['bot.mjs'], ...more }, folder);
}

/** A zombie that nobody has waited for yet is dead. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

const abortIn = (ms: number, reason: unknown = new Error('time is up')): AbortSignal => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), ms);
  return controller.signal;
};
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const startsOf = async () => (await readFile(join(folder, 'starts'), 'utf8')).length;

describe('starting', () => {
  it.each<[string, Partial<StdioConfig>, RegExp]>([
    ['a command that is not there', { command: 'no-such-bot-anywhere' }, /ENOENT.*To mend: see that the command is installed/],
    ['a file that is not executable', { command: './replies.mjs' }, /EACCES.*To mend: make the file executable/],
    ['a folder that is not there', { cwd: 'nowhere' }, /no folder "nowhere"/],
    [
      'a command that ends at once',
      { command: 'sh', args: ['-c', 'echo no model >&2; exit 2'] },
      /ended with code 2; standard error: no model.*To mend: run the command by hand/,
    ],
    ['a bot that is not ready in time', { start_timeout_ms: 200 }, /did not print \{"ready": true\} in 200 ms/],
  ])('%s', async (_title, stdio, message) => {
    const error: unknown = await start(stdio).then(
      () => 'it started',
      (thrown: unknown) => thrown,
    );
    expect(String(error)).toMatch(message);
    expect(error).toHaveProperty('code', 'E_BOT_START');
  });

  it('waits for the sign that the bot is ready when it is asked to', async () => {
    const source = `setTimeout(() => print({ ready: true }), 250); lines.on('line', (l) => print({ id: JSON.parse(l).id, text: 'x' }));`;
    const from = performance.now();
    const bot = await script(source, { start_timeout_ms: 10_000 });
    expect(performance.now() - from).toBeGreaterThan(250);
    expect(await gist(bot, 'hi')).toBe('x');
  });

  it('takes the sign for no answer', async () => {
    const bot = await script(`lines.on('line', (l) => { print({ ready: true }); print({ id: JSON.parse(l).id, text: 'x' }); });`);
    expect(await gist(bot, 'hi')).toBe('x');
  });

  it('runs in the folder, with the environment and without a shell', async () => {
    const source = `lines.on('line', (l) => print({ id: JSON.parse(l).id, text: [process.cwd(), process.env.SHOPREPLAY_TEST_TOKEN?.length, process.argv[2]].join(' ') }));`;
    const bot = await script(source, { args: ['bot.mjs', '$HOME;*'] });
    expect(await gist(bot, 'hi')).toMatch(/shopreplay-stdio-\S+ \d+ \$HOME;\*$/);
    expect((await gist(bot, 'hi')).split(' ')[1]).toBe(String(TOKEN.length));
    expect(bot.description).toEqual({ adapter: 'stdio', command: process.execPath, args: ['bot.mjs', '$HOME;*'] });
  });
});

describe('answers', () => {
  it('without an id are the answer to the question, and not UTF-8 is out of the protocol', async () => {
    const bot = await start({});
    expect(await gist(bot, 'no id')).toBe('anonymous');
    expect(await gist(bot, 'latin1')).toBe('failure: protocol');
    expect(await gist(bot, 'next')).toBe('re: next');
  });

  it('quotes the line that is no JSON, and says where such lines belong', async () => {
    const outcome = await outcomeOf(await start({}), 'garbage');
    expect(outcome).toMatchObject({
      message: 'a line is not JSON: loading model… (standard output is for replies, print the rest to standard error)',
    });
  });

  it('that come late while nobody asks are dropped, and the process stays', async () => {
    const bot = await start({ args: ['stdio-bot.mjs', folder] });
    const pid = await gist(bot, 'pid');
    const sign = join(folder, `held-${pid}`);
    await giveUp(bot, 'slow', { count: () => Number(existsSync(sign)) });
    await rm(sign);
    await wait(500);
    expect(await gist(bot, 'pid')).toBe(pid);
  });

  it('that are still owed when the next question comes cost the process its place', async () => {
    const bot = await start({});
    const pid = await gist(bot, 'pid');
    await expect(bot.reply(requestOf('never'), callOf(abortIn(20)))).rejects.toThrow('time is up');
    const next = await gist(bot, 'pid');
    expect(next).toMatch(/^\d+$/);
    expect(next).not.toBe(pid);
    expect(await eventually(() => !isAlive(Number(pid)))).toBe(true);
  });

  it('of a process that is still loading are waited for over several time-outs', async () => {
    const bot = await script(`
      appendFileSync('starts', '.');
      const until = Date.now() + 600;
      while (Date.now() < until);
      lines.on('line', (l) => { const r = JSON.parse(l); print({ id: r.id, text: r.utterance + process.pid }); });`);
    for (const utterance of ['a', 'b'])
      await expect(bot.reply(requestOf(utterance), callOf(abortIn(30)))).rejects.toThrow('time is up');
    expect(await gist(bot, 'c')).toMatch(/^c\d+$/);
    expect(await gist(bot, 'd')).toMatch(/^d\d+$/);
    expect(await startsOf()).toBe(1);
  });

  it('one at a time', async () => {
    const bot = await start({});
    const first = gist(bot, 'double');
    await expect(bot.reply(requestOf('x'), callOf())).rejects.toThrow('one call at a time');
    expect(await first).toBe('one');
  });
});

describe('ends', () => {
  it('quotes code, last lines of standard error and no more', async () => {
    const bot = await script(
      `lines.on('line', () => { process.stderr.write('old line\\n'.repeat(5_000) + 'KeyError: 价格\\n', () => process.exit(7)); });`,
    );
    const outcome = await outcomeOf(bot, 'x');
    expect(outcome).toBeInstanceOf(BotFailure);
    const { message } = outcome as BotFailure;
    expect(message).toBe(
      'the process is gone: it ended with code 7; standard error: old line | old line | old line | old line | KeyError: 价格',
    );
  });

  it('hears what the process said last', async () => {
    const bot = await script(
      `lines.on('line', (l) => { process.stdout.write(JSON.stringify({ id: JSON.parse(l).id, text: 'last words' })); process.exitCode = 0; process.stdin.destroy(); });`,
    );
    expect(await gist(bot, 'x')).toBe('last words');
  });

  it('gives up on a process that dies five times in a row, and starts it no more', async () => {
    const bot = await script(`appendFileSync('starts', '.'); print({ ready: true }); lines.on('line', () => process.exit(1));`);
    for (let i = 0; i < 5; i += 1) expect(await gist(bot, 'x')).toBe('failure: exit');
    expect(await startsOf()).toBe(5);
    const from = performance.now();
    const outcome = await outcomeOf(bot, 'x');
    expect(outcome).toMatchObject({ kind: 'exit', message: expect.stringContaining('5 times in a row') });
    expect(performance.now() - from).toBeLessThan(50);
    expect(await startsOf()).toBe(5);
  });

  it('counts anew after an answer', async () => {
    const bot = await script(`appendFileSync('starts', '.');
      lines.on('line', (l) => { const r = JSON.parse(l); if (r.utterance === 'die') process.exit(1); print({ id: r.id, text: 'ok' }); });`);
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 3; i += 1) expect(await gist(bot, 'die')).toBe('failure: exit');
      expect(await gist(bot, 'live')).toBe('ok');
    }
    expect(await startsOf()).toBeGreaterThan(5);
  });
});

describe('closing', () => {
  it('ends a process that ignores the end of its input and SIGTERM, with its children', async () => {
    const bot = await script(`
      import { spawn } from 'node:child_process';
      process.on('SIGTERM', () => undefined);
      setInterval(() => undefined, 1_000);
      const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
      lines.on('line', (l) => print({ id: JSON.parse(l).id, text: process.pid + ' ' + child.pid }));`);
    const pids = (await gist(bot, 'x')).split(' ').map(Number);
    expect(pids.map(isAlive)).toEqual([true, true]);
    await bot.close?.();
    expect(await eventually(() => !pids.some(isAlive))).toBe(true);
  });

  it('lets a process end by itself, kills what it leaves behind, and fails the call in the air', async () => {
    const bot = await script(`
      import { spawn } from 'node:child_process';
      const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'inherit' });
      child.unref();
      lines.on('line', (l) => { const r = JSON.parse(l); if (r.utterance !== 'never') print({ id: r.id, text: String(child.pid) }); });
      lines.on('close', () => { appendFileSync('goodbye', 'x'); process.exit(0); });`);
    const child = Number(await gist(bot, 'x'));
    const pending = gist(bot, 'never');
    await bot.close?.();
    expect(await pending).toBe('failure: exit');
    expect(await readFile(join(folder, 'goodbye'), 'utf8')).toBe('x');
    expect(await eventually(() => !isAlive(child))).toBe(true);
    expect(await gist(bot, 'x')).toBe('failure: exit');
    await bot.close?.();
  });
});
