import { afterEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { BotConfig, BotPort } from '../schema/index.js';
import { replyOf, valueAt } from './activities.js';
import { createBot } from './create-bot.js';
import { startDirectLineBot } from './fixtures/direct-line-bot.mjs';
import { heldBack, letGo } from './fixtures/held-answers.mjs';
import { callOf, context, DIRECT_LINE_MAP, eventually, gist, giveUp, outcomeOf, requestOf, TOKEN } from './fixtures/rigs.js';

type DirectLineConfig = NonNullable<BotConfig['direct_line']>;

const cleanups: (() => Promise<void> | undefined)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface State {
  readonly posted: Record<string, unknown>[];
  readonly sockets: WebSocket[];
  readonly conversations: Map<string, { activities: unknown[] }>;
  readonly polls: number;
  readonly authorization?: string;
}

async function bot(more: Partial<DirectLineConfig> = {}, env = {}): Promise<{ bot: BotPort; state: State }> {
  const fixture = await startDirectLineBot({ stream: true });
  cleanups.push(fixture.stop);
  const direct_line = { url: fixture.url, poll_ms: 5, quiet_ms: 120, map: DIRECT_LINE_MAP, ...more };
  const port = await createBot({ name: 'd', direct_line }, { ...context, env });
  cleanups.push(async () => port.close?.());
  return { bot: port, state: fixture.state as unknown as State };
}

describe.each(['poll', 'stream'] as const)('by %s', (receive) => {
  it('joins the messages of a turn until it is quiet, and leaves the quiet out of the latency', async () => {
    const { bot: port } = await bot({ receive });
    const from = performance.now();
    const { reply, answeredAt = 0 } = await port.reply(requestOf('bubbles'), callOf());
    expect(reply).toEqual({ text: '亲，\n选1段' });
    expect(performance.now() - answeredAt).toBeGreaterThan(80);
    expect(answeredAt - from).toBeGreaterThan(15);
  });

  it('takes the end of the conversation for the end of the turn', async () => {
    const { bot: port } = await bot({ receive, quiet_ms: 60_000 });
    expect(await gist(port, 'over')).toBe('再见');
  });

  it('keeps a conversation, sees each activity once, and says when it is over', async () => {
    const { bot: port, state } = await bot({ receive });
    for (const text of ['a', 'b', 'c']) expect(await gist(port, text)).toBe(`re: ${text}`);
    await port.reply(requestOf('d', { conversation_id: 'other', lang: 'zh-CN' }), callOf());
    await port.endConversation?.('c-5f1e');
    expect(state.conversations.size).toBe(2);
    expect(state.posted.at(-2)).toMatchObject({ text: 'd', locale: 'zh-CN', from: { id: 'shopreplay' } });
    expect(state.posted.at(-1)).toMatchObject({ type: 'endOfConversation' });
    expect(await gist(port, 'again')).toBe('re: again');
    expect(state.conversations.size).toBe(3);
  });

  it('starts anew after a time-out when the bot does not say what it answers', async () => {
    const { bot: port, state } = await bot({ receive });
    await giveUp(port, 'never', { count: heldBack });
    letGo();
    expect(await gist(port, 'anonymous')).toBe('no reply id');
    expect(state.conversations.size).toBe(2);
  });
});

describe('the stream', () => {
  it('is opened again after a drop, from where it was', async () => {
    const { bot: port, state } = await bot({ receive: 'stream' });
    await gist(port, 'a');
    state.sockets[0]?.terminate();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await gist(port, 'b')).toBe('re: b');
    expect([state.sockets.length, state.conversations.size, state.polls]).toEqual([2, 1, 0]);
  });

  it('that breaks in mid-turn is a fault of transport', async () => {
    const { bot: port, state } = await bot({ receive: 'stream' });
    const pending = gist(port, 'never');
    expect(await eventually(() => heldBack() > 0)).toBe(true);
    letGo();
    state.sockets[0]?.terminate();
    expect(await pending).toBe('failure: transport');
  });

  it('with a frame that is no JSON is out of the protocol', async () => {
    const { bot: port, state } = await bot({ receive: 'stream' });
    const pending = outcomeOf(port, 'never');
    expect(await eventually(() => heldBack() > 0)).toBe(true);
    letGo();
    state.sockets[0]?.send('{"activities": [');
    expect(await pending).toMatchObject({ kind: 'protocol', message: 'a frame is not JSON: {"activities": [' });
  });
});

describe('what stands in the way', () => {
  it('an answer too large to be read is not asked for again', async () => {
    const { bot: port, state } = await bot({ max_reply_bytes: 2_000 });
    await gist(port, 'a');
    [...state.conversations.values()][0]?.activities.push({ type: 'message', from: { id: 'bot' }, text: 'x'.repeat(3_000) });
    expect(await gist(port, 'b')).toBe('failure: oversize');
    expect(await gist(port, 'c')).toBe('re: c');
  });

  it('activities amiss are out of the protocol', async () => {
    const { bot: port, state } = await bot();
    await gist(port, 'a');
    [...state.conversations.values()][0]?.activities.push({ text: 'no type' });
    expect(await outcomeOf(port, 'b')).toMatchObject({
      kind: 'protocol',
      message: expect.stringMatching(/^activities: activities\.\d\.type/),
    });
    expect(await gist(port, 'c')).toBe('re: c');
  });
});

describe('the secret', () => {
  it('comes from DIRECT_LINE_SECRET by itself, and is shown nowhere', async () => {
    const { bot: port, state } = await bot({}, { DIRECT_LINE_SECRET: TOKEN });
    await gist(port, 'a');
    expect(state.authorization).toBe(`Bearer ${TOKEN}`);
    expect(port.description).toMatchObject({ secret: 'env:DIRECT_LINE_SECRET' });
    expect(JSON.stringify(port.description)).not.toContain('sk-live');
    const error: unknown = await bot({ secret: 'env:NOPE' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'E_BOT_SPEC',
      message: expect.stringMatching(/^direct_line\.secret: .*NOPE is not set/),
    });
  });

  it('may be missing, for a service of one’s own', async () => {
    const { bot: port, state } = await bot();
    await gist(port, 'a');
    expect(state.authorization).toBeUndefined();
  });
});

describe('fields by dotted paths', () => {
  const message = (more: object) => ({ type: 'message', ...more });

  it.each([
    ['a name', 'greet', [{ name: 'greet' }]],
    ['no name', '', []],
    ['names', ['a', 'b'], [{ name: 'a' }, { name: 'b' }]],
    ['scored ones', [{ intent: 'a', score: 0.9, entities: [] }], [{ name: 'a', confidence: 0.9 }]],
    ['one object', { name: 'a', confidence: 0.2 }, [{ name: 'a', confidence: 0.2 }]],
    [
      'LUIS',
      { low: { score: 0.1 }, high: { score: 0.8 } },
      [
        { name: 'high', confidence: 0.8 },
        { name: 'low', confidence: 0.1 },
      ],
    ],
  ])('intents as %s', (_title, given, intents) => {
    expect(replyOf([message({ value: { nlu: given } })], { intents: 'value.nlu' }).intents).toEqual(intents);
  });

  it('come from the last activity that has them, events included', () => {
    const activities = [
      message({ text: '好', channelData: { slots: { a: 1 }, products: 'SKU-1' } }),
      { type: 'event', name: 'state', value: { slots: 1 }, channelData: { slots: { a: 2 } } },
      { type: 'event', name: 'handoff.initiate' },
    ];
    expect(replyOf(activities, { slots: 'channelData.slots', products: 'channelData.products' })).toEqual({
      text: '好',
      slots: { a: 2 },
      products: ['SKU-1'],
      handoff: true,
    });
  });

  it('lead nowhere without harm', () => {
    expect([
      valueAt({ a: [{ b: 1 }] }, 'a.0.b'),
      valueAt({ a: 1 }, 'a.b.c'),
      valueAt({}, '__proto__.x'),
      valueAt(null, 'a'),
    ]).toEqual([1, undefined, undefined, undefined]);
  });
});
