/** The example bots that newcomers copy, run as they are documented. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { BotConfig, BotReply } from '../schema/index.js';
import { parseBotSpec } from './bot-spec.js';
import { createBot } from './create-bot.js';
import { callOf, context, hasPython, requestOf } from './fixtures/rigs.js';

const ROOT = join(import.meta.dirname, '..', '..');

async function repliesOf(config: BotConfig, utterances: readonly string[]): Promise<Omit<BotReply, 'id'>[]> {
  const bot = await createBot(config, { ...context, baseDir: ROOT });
  await bot.open?.(new AbortController().signal);
  const replies: Omit<BotReply, 'id'>[] = [];
  for (const utterance of utterances) {
    const request = requestOf(utterance);
    const { id, ...reply } = (await bot.reply(request, callOf())).reply;
    expect(id).toBe(request.id);
    replies.push(reply);
  }
  await bot.close?.();
  return replies;
}

const expected = [
  { text: '亲，这个问题我帮您确认一下～', intents: [] },
  { intents: [{ name: 'product.price', confidence: 0.9 }] },
  { intents: [{ name: 'handoff' }], handoff: true },
];
const asked = ['𠮶隻有冇得试食', '呢罐幾錢', '转人工'];

it.skipIf(!hasPython)(`bots/python/bot.py${hasPython ? '' : ': NOT RUN, python3 is not installed'}`, async () => {
  const { name, stdio } = parseBotSpec('stdio:python3 examples/bots/python/bot.py');
  if (stdio === undefined) throw new Error('expected a stdio bot');
  const replies = await repliesOf({ name, stdio: { ...stdio, start_timeout_ms: 15_000 } }, asked);
  expect(replies).toMatchObject(expected);
});

it('bots/http-server.mjs', async () => {
  const server = spawn(process.execPath, [join('examples', 'bots', 'http-server.mjs'), '0'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [url] = await once(server.stdout, 'data');
    expect(await repliesOf(parseBotSpec(String(url).trim()), asked)).toMatchObject(expected);
  } finally {
    server.kill();
  }
});
