import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { BotConfig, BotPort, BotReply } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { sendJson, serve } from './fixtures/loopback.mjs';
import { callOf, context, outcomeOf, requestOf } from './fixtures/rigs.js';

type RasaConfig = NonNullable<BotConfig['rasa']>;

const cleanups: (() => Promise<void> | undefined)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Seen {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** A Rasa server that gives these answers to everything, and what it was sent. */
async function rasa(
  {
    bubbles = [],
    parse = { intent: null, entities: [] },
    parseStatus = 200,
  }: { bubbles?: unknown; parse?: unknown; parseStatus?: number },
  settings: Partial<RasaConfig> = {},
  env: Record<string, string> = {},
): Promise<{ bot: BotPort; seen: Seen[]; ask: () => Promise<BotReply> }> {
  const seen: Seen[] = [];
  const server = await serve((request: IncomingMessage, response: ServerResponse, body: string) => {
    const url = request.url ?? '';
    seen.push({ url, headers: request.headers, body: JSON.parse(body) });
    if (url.includes('/model/parse')) sendJson(response, parse, parseStatus);
    else sendJson(response, bubbles);
  });
  const bot = await createBot({ name: 'r', rasa: { url: `${server.url}/base/`, ...settings } }, { ...context, env });
  cleanups.push(server.stop, async () => bot.close?.());
  return { bot, seen, ask: async () => (await bot.reply(requestOf('有货吗'), callOf())).reply };
}

const NLU = {
  text: '有货吗',
  intent: { name: 'ask_stock', confidence: 0.8 },
  intent_ranking: [
    { name: 'ask_stock', confidence: 0.8 },
    { name: 'ask_size', confidence: 0.15 },
    { name: 'stock_again', confidence: 0.04 },
    { name: 'chitchat', confidence: 0.01 },
  ],
  entities: [
    { entity: 'colour', value: '红', start: 0, end: 1, extractor: 'DIETClassifier' },
    { entity: 'colour', value: '红', start: 0, end: 1, extractor: 'RegexEntityExtractor' },
    { entity: 'size', value: 'XL' },
    { entity: 'size', value: 42 },
    { entity: 'time', value: { from: '2024', to: null } },
    { entity: 'noise', value: 'x' },
  ],
};

describe('the webhook', () => {
  it('is told the conversation and the utterance; its bubbles, buttons included, are one text', async () => {
    const bubbles = [
      { recipient_id: 'c-5f1e', text: '亲，有货' },
      { recipient_id: 'c-5f1e', image: 'https://img/1.png' },
      {
        recipient_id: 'c-5f1e',
        text: '要哪个尺码？',
        buttons: [
          { title: 'S', payload: '/s' },
          { title: 'M', payload: '/m' },
        ],
      },
      { recipient_id: 'c-5f1e', custom: { products: ['SKU-1'], handoff: false, mood: 1 } },
    ];
    const { ask, seen } = await rasa({ bubbles });
    expect(await ask()).toEqual({ text: '亲，有货\n要哪个尺码？\nS\nM', intents: [], products: ['SKU-1'], handoff: false });
    expect(seen.map(({ url, body }) => [url, body])).toEqual([
      ['/base/webhooks/rest/webhook', { sender: 'c-5f1e', message: '有货吗' }],
      ['/base/model/parse', { text: '有货吗' }],
    ]);
  });

  it('may be that of another channel, and silent', async () => {
    const { ask, seen } = await rasa({}, { channel: 'my_rest', parse: false });
    expect(await ask()).toEqual({ text: '' });
    expect(seen.map(({ url }) => url)).toEqual(['/base/webhooks/my_rest/webhook']);
  });

  it.each([
    ['no list', { text: 'x' }, /^webhook: /],
    ['a bubble that is none', [{ text: 5 }], /^webhook \[0\]\.text: /],
    ['a button without a title', [{ text: 'x', buttons: [{}] }], /^webhook \[0\]\.buttons\[0\]\.title: /],
    ['a custom payload amiss', [{ custom: { products: 'SKU' } }], /^products: /],
  ])('%s is out of the protocol', async (_title, bubbles, message) => {
    const { bot } = await rasa({ bubbles });
    expect(await outcomeOf(bot, 'x')).toMatchObject({ kind: 'protocol', message: expect.stringMatching(message) });
  });
});

describe('the parse', () => {
  it('gives intents best first, and slots with one or several values', async () => {
    const { ask } = await rasa({ parse: NLU }, { slot_names: { noise: null, colour: '颜色' } });
    expect(await ask()).toEqual({
      text: '',
      intents: NLU.intent_ranking,
      slots: { 颜色: '红', size: ['XL', 42], time: '{"from":"2024","to":null}' },
    });
  });

  it('takes names of the dataset: two under one name are one, the better', async () => {
    const { ask } = await rasa({ parse: NLU }, { intent_names: { ask_stock: 'stock', stock_again: 'stock', chitchat: null } });
    expect((await ask()).intents).toEqual([
      { name: 'stock', confidence: 0.8 },
      { name: 'ask_size', confidence: 0.15 },
    ]);
  });

  const unsure = { intent: { name: 'nlu_fallback', confidence: 0.3 }, intent_ranking: NLU.intent_ranking };
  it.each<[string, unknown, Partial<RasaConfig>, unknown]>([
    ['the fallback classifier', unsure, {}, []],
    ['a name that is mapped to null', NLU, { intent_names: { ask_stock: null } }, []],
    ['no intent', { intent: { name: null, confidence: 0 }, intent_ranking: [] }, {}, []],
    [
      'a fallback that has a name in the dataset',
      { intent: { name: 'nlu_fallback' } },
      { intent_names: { nlu_fallback: 'oos' } },
      [{ name: 'oos' }],
    ],
  ])('%s', async (_title, parse, settings, intents) => {
    expect((await (await rasa({ parse }, settings)).ask()).intents).toEqual(intents);
  });

  it('says what is wrong with the server that has no such API, and with an answer amiss', async () => {
    const off = await rasa({ parseStatus: 404 });
    expect(await outcomeOf(off.bot, 'x')).toMatchObject({
      kind: 'bot',
      message: expect.stringMatching(/^\/model\/parse: HTTP 404: .*start Rasa with --enable-api, or set parse: false$/),
    });
    const amiss = await rasa({ parse: { intent: 'x' } });
    expect(await outcomeOf(amiss.bot, 'x')).toMatchObject({
      kind: 'protocol',
      message: expect.stringMatching(/^parse intent: /),
    });
    const over = await rasa({ parse: { intent: { name: 'x', confidence: 93 } } });
    expect(await outcomeOf(over.bot, 'x')).toMatchObject({ kind: 'protocol', message: expect.stringMatching(/^intents\[0\]/) });
  });

  it('is not in the latency', async () => {
    const server = await serve((request: IncomingMessage, response: ServerResponse) => {
      if (request.url?.includes('parse')) setTimeout(() => sendJson(response, {}), 150);
      else sendJson(response, []);
    });
    const bot = await createBot({ name: 'r', rasa: { url: server.url } }, context);
    cleanups.push(server.stop, async () => bot.close?.());
    const { answeredAt } = await bot.reply(requestOf('x'), callOf());
    expect(performance.now() - (answeredAt ?? 0)).toBeGreaterThan(100);
  });
});

describe('who may ask, and the end', () => {
  const env = { TOKEN: 'tok/en+998877', JWT: 'eyJhbGciOi.998877' };
  const settings = { token: 'env:TOKEN', headers: { authorization: 'Bearer env:JWT' } };

  it('sends token and JWT from the environment, and shows neither', async () => {
    const { ask, seen, bot } = await rasa({ bubbles: [{ text: 'you are tok/en+998877, eyJhbGciOi.998877' }] }, settings, env);
    expect((await ask()).text).toBe('you are ***, ***');
    expect(seen.map(({ url }) => url.split('?')[1])).toEqual(['token=tok%2Fen%2B998877', 'token=tok%2Fen%2B998877']);
    expect(seen[0]?.headers.authorization).toBe('Bearer eyJhbGciOi.998877');
    expect(bot.description).toMatchObject({ token: 'env:TOKEN', headers: { authorization: 'Bearer env:JWT' } });
    expect(JSON.stringify(bot.description)).not.toContain('998877');
  });

  it.each([
    [{ token: 'env:NOPE' }, /^rasa\.token: .*NOPE is not set/],
    [{ headers: { a: 'env:NOPE' } }, /^rasa\.headers\.a: .*NOPE is not set/],
    [{ url: 'http://user:hunter2@h/' }, /^rasa\.url: .*user name or password/],
  ])('tells before the run what is missing: %j', async (wrong, message) => {
    const error: unknown = await rasa({}, wrong).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'E_BOT_SPEC', message: expect.stringMatching(message) });
    expect(String(error)).not.toContain('hunter2');
  });

  it('restarts the conversation when that is asked for', async () => {
    const { bot, seen } = await rasa({}, { restart: true });
    await bot.endConversation?.('c-1');
    expect(seen).toMatchObject([{ url: '/base/webhooks/rest/webhook', body: { sender: 'c-1', message: '/restart' } }]);
    const quiet = await rasa({});
    await quiet.bot.endConversation?.('c-1');
    expect(quiet.seen).toEqual([]);
  });
});
