import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BotConfig, BotPort } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { callOf, context, eventually, outcomeOf, requestOf, TOKEN } from './fixtures/rigs.js';
import { StderrFile } from './stderr-file.js';

type StdioConfig = NonNullable<BotConfig['stdio']>;

let folder: string;
const open: BotPort[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shopreplay-pool-'));
});
afterEach(async () => {
  for (const bot of open.splice(0)) await bot.close?.();
  await rm(folder, { recursive: true });
});

/** Says its process id and how many lines it has read; `die` ends it. */
const BOT = `import { createInterface } from 'node:readline';
import { existsSync, writeFileSync } from 'node:fs';
let read = 0;
console.error('up ' + process.pid + ' with ' + process.env.SHOPREPLAY_TEST_TOKEN);
createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, utterance } = JSON.parse(line);
  read += 1;
  console.error(utterance);
  if (utterance === 'die') process.exit(3);
  const answer = () => console.log(JSON.stringify({ id, text: process.pid + ' ' + read }));
  if (utterance !== 'wait') return answer();
  writeFileSync('held-' + process.pid, '');
  const look = setInterval(() => existsSync('go') && (clearInterval(look), answer()), 5);
});`;

async function pool(stdio: Partial<StdioConfig>): Promise<BotPort> {
  await writeFile(join(folder, 'bot.mjs'), BOT);
  const config = { name: 'p', stdio: { command: process.execPath, args: ['bot.mjs'], ...stdio } };
  const bot = await createBot(config, { ...context, baseDir: folder });
  open.push(bot);
  await bot.open?.(new AbortController().signal);
  return bot;
}

const pidOf = async (bot: BotPort, conversation_id: string, utterance = 'hi'): Promise<string> =>
  (await bot.reply(requestOf(utterance, { conversation_id }), callOf())).reply.text.split(' ')[0] ?? '';

describe('a pool', () => {
  it('has as many calls in flight as processes, and keeps a conversation with its process', async () => {
    const bot = await pool({ processes: 3 });
    expect(bot.maxInFlight).toBe(3);
    expect(bot.description).toMatchObject({ adapter: 'stdio', processes: 3 });
    const asked = Promise.all(['a', 'b', 'c'].map((id) => pidOf(bot, id, 'wait')));
    // Each has its question before any may answer.
    expect(await eventually(() => readdirSync(folder).filter((name) => name.startsWith('held-')).length === 3)).toBe(true);
    await writeFile(join(folder, 'go'), '');
    const pids = await asked;
    expect(new Set(pids).size).toBe(3);
    for (const [i, id] of [...['a', 'b', 'c'].entries()].reverse()) expect(await pidOf(bot, id)).toBe(pids[i]);
  });

  it('gives the place of a conversation that has ended to the next', async () => {
    const bot = await pool({ processes: 2 });
    const [a, b] = [await pidOf(bot, 'a'), await pidOf(bot, 'b')];
    await bot.endConversation?.('b');
    expect(await pidOf(bot, 'c')).toBe(b);
    await bot.endConversation?.('a');
    await bot.endConversation?.('unknown');
    expect(await pidOf(bot, 'd')).toBe(a);
  });

  it('loses one process alone when it dies, and starts it again', async () => {
    const bot = await pool({ processes: 2 });
    const [a, b] = [await pidOf(bot, 'a'), await pidOf(bot, 'b')];
    const dying = (async () => bot.reply(requestOf('die', { conversation_id: 'a' }), callOf()))();
    const outcome = await dying.catch((error: unknown) => error);
    expect(outcome).toMatchObject({ kind: 'exit', message: expect.stringMatching(/ended with code 3; standard error: .*die$/) });
    expect(await pidOf(bot, 'b')).toBe(b);
    expect(await pidOf(bot, 'a')).not.toBe(a);
  });

  it('does not start when one of them does not, and leaves none behind', async () => {
    await expect(pool({ processes: 2, command: 'no-such-bot-anywhere' })).rejects.toMatchObject({ code: 'E_BOT_START' });
  });
});

describe('stderr_file', () => {
  it('keeps all that the processes say, by process, without secrets', async () => {
    const bot = await pool({ processes: 2, stderr_file: 'bot.log' });
    await pidOf(bot, 'a', '你好');
    await pidOf(bot, 'b', '在吗');
    await outcomeOf(bot, 'die');
    await bot.close?.();
    const log = await readFile(join(folder, 'bot.log'), 'utf8');
    expect(log).toMatch(/^\[1\] 你好$/m);
    expect(log).toMatch(/^\[2\] 在吗$/m);
    expect(log).toMatch(/^\[1\] up \d+ with \*\*\*$/m);
    expect(log).not.toContain(TOKEN);
  });

  it('has no labels for a single process', async () => {
    const bot = await pool({ stderr_file: 'bot.log' });
    await pidOf(bot, 'a', 'only');
    await bot.close?.();
    expect(await readFile(join(folder, 'bot.log'), 'utf8')).toMatch(/^up .*\nonly\n$/);
  });

  it('is told before the run when it cannot be written', async () => {
    await expect(pool({ stderr_file: 'no/such/folder.log' })).rejects.toMatchObject({
      code: 'E_BOT_SPEC',
      message: expect.stringContaining('no/such/folder.log cannot be written: ENOENT'),
    });
  });

  it('is bounded: later lines are counted, overlong ones noted', async () => {
    const file = new StderrFile(join(folder, 'log'), 'log', (text) => text, 40);
    await file.open();
    const writer = file.writer('');
    writer.push(Buffer.from('0123456789\n0123456789\n012345678'));
    writer.push(Buffer.from('9\n0123456789\nmore\nlast'));
    writer.end();
    await file.close();
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe(`${'0123456789\n'.repeat(3)}(3 more lines are not kept)\n`);
    const long = new StderrFile(join(folder, 'long'), 'long', (text) => text);
    await long.open();
    const of = long.writer('[1] ');
    of.push(Buffer.alloc(70_000, 'x'));
    of.push(Buffer.from('\nnext\n'));
    await long.close();
    expect(await readFile(join(folder, 'long'), 'utf8')).toBe('[1] (a line of over 65536 bytes)\n[1] next\n');
  });
});
