import { writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { BotPort } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { botiumFolder } from './fixtures/botium-rig.js';
import { callOf, context, gist, requestOf, TOKEN } from './fixtures/rigs.js';

const cleanups: (() => Promise<void> | undefined)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function botium(capabilities: object = {}, installed = true, content?: string): Promise<BotPort> {
  const { folder, config, remove } = await botiumFolder(capabilities, installed);
  cleanups.push(remove);
  if (content !== undefined) await writeFile(config, content);
  const bot = await createBot({ name: 'b', botium: { config: 'botium.json', quiet_ms: 60 } }, { ...context, baseDir: folder });
  cleanups.push(async () => bot.close?.());
  return bot;
}

describe('a connector', () => {
  it('joins what comes until it is quiet, intents and slots of its nlp included', async () => {
    const bot = await botium();
    const { reply, answeredAt = 0 } = await bot.reply(requestOf('bubbles'), callOf());
    expect(performance.now() - answeredAt).toBeGreaterThan(40);
    expect(reply).toEqual({
      text: '亲，\n选1段\n好',
      intents: [
        { name: 'a', confidence: 0.9 },
        { name: 'b', confidence: 0.1 },
      ],
      slots: { age: '3个月' },
    });
    expect((await bot.reply(requestOf('unsure'), callOf())).reply.intents).toEqual([]);
    expect((await bot.reply(requestOf('hi'), callOf())).reply).toEqual({ text: 're: hi' });
  });

  it('has a container a conversation', async () => {
    const bot = await botium();
    const pending = ['c1', 'c2'].map((conversation_id) => bot.reply(requestOf(conversation_id, { conversation_id }), callOf()));
    expect((await Promise.all(pending)).map(({ reply }) => reply.text)).toEqual(['re: c1', 're: c2']);
    await bot.endConversation?.('c1');
    await bot.endConversation?.('unknown');
    expect(await gist(bot, 'again')).toBe('re: again');
  });

  it('is described without its capabilities', async () => {
    const bot = await botium();
    expect(bot.description).toEqual({ adapter: 'botium', config: 'botium.json', container: 'simplerest' });
    expect(JSON.stringify(bot.description)).not.toContain(TOKEN);
  });
});

describe('before the run it is told', () => {
  const refusal = (...args: Parameters<typeof botium>) => botium(...args).catch((thrown: unknown) => thrown);

  it('that botium-core is not installed, and how to install it', async () => {
    expect(await refusal({}, false)).toMatchObject({
      code: 'E_BOT_SPEC',
      message: expect.stringMatching(/botium-core is not installed.*To mend: npm install botium-core/),
    });
  });

  it.each([
    ['no JSON', '{oops', 'E_BOT_SPEC', /botium\.json: the file is not JSON/],
    ['no capabilities', '{"botium":{}}', 'E_BOT_SPEC', /botium\.json: botium\.Capabilities/],
    [
      'a missing variable',
      '{"botium":{"Capabilities":{"KEY":"env:NOPE"}}}',
      'E_BOT_SPEC',
      /^botium\.Capabilities\.KEY: .*NOPE is not set/,
    ],
  ])('%s', async (_title, content, code, message) => {
    expect(await refusal({}, true, content)).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('a missing file', async () => {
    const missing = createBot({ name: 'b', botium: { config: 'no.json' } }, context);
    await expect(missing).rejects.toMatchObject({ code: 'E_FILE_MISSING', message: expect.stringContaining('no.json') });
  });
});
