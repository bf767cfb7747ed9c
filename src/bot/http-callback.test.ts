import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { botAt, cleanUp, outcome, record, refusal } from './fixtures/http-rig.js';
import { callOf, requestOf, timeUpWhen } from './fixtures/rigs.js';

const body = { q: '{{utterance}}', conversation: '{{conversation_id}}', id: '{{id}}', reply_to: '{{callback_url}}' };
interface Question {
  readonly q: string;
  readonly conversation: string;
  readonly id: string;
  readonly reply_to: string;
}

const post = async (url: string, value: unknown, method = 'POST') =>
  (await fetch(url, { method, body: typeof value === 'string' ? value : JSON.stringify(value) })).status;

/** A bot whose server takes the question with a 202 and then does this. */
async function delivering(answer: (asked: Question) => unknown, callback: object = {}, more: object = {}) {
  const { url, seen } = await record((response, { body: text }) => {
    response.writeHead(202).end();
    answer(JSON.parse(text));
  });
  const bot = await botAt({ url, body, map: { text: 'text' }, callback: { match: 'id', ...callback }, ...more });
  return { bot, seen, asked: () => JSON.parse(seen.at(-1)?.body ?? '{}') as Question };
}

describe('a callback', () => {
  it('brings the answer; the latency ends with it', async () => {
    const { bot } = await delivering(({ reply_to, id, q }) => setTimeout(() => post(reply_to, { id, text: `re: ${q}` }), 50));
    const from = performance.now();
    const { reply, answeredAt = 0 } = await bot.reply(requestOf('x'), callOf());
    expect(reply.text).toBe('re: x');
    expect(answeredAt - from).toBeGreaterThan(40);
    expect(answeredAt).toBeLessThanOrEqual(performance.now());
  });

  it('may name the conversation, and come before the question is taken', async () => {
    const { url } = await record(async (response, { body: text }) => {
      const { reply_to, conversation } = JSON.parse(text) as Question;
      await post(reply_to, { conversation, text: 'early' });
      response.end('{}');
    });
    const bot = await botAt({ url, body, map: { text: 'text' }, callback: { match: 'conversation', path: '/hook/reply' } });
    expect(await outcome(bot)).toBe('text: early');
  });

  it('goes to the call that it is for, whatever the order', async () => {
    const held: Question[] = [];
    const { bot } = await delivering((asked) => {
      held.push(asked);
      if (held.length === 3) for (const { reply_to, id, q } of held.reverse()) void post(reply_to, { id, text: q });
    });
    const replies = ['a', 'b', 'c'].map(async (q, i) => {
      const { reply } = await bot.reply(requestOf(q, { conversation_id: `c${i}` }), callOf());
      return reply.text;
    });
    expect(await Promise.all(replies)).toEqual(['a', 'b', 'c']);
  });

  it('to the wrong id, twice, late, elsewhere or by another method is refused, and answers nothing', async () => {
    const statuses: number[] = [];
    const { bot, asked } = await delivering(async ({ reply_to, id, q }) => {
      if (q !== 'x') return;
      statuses.push(await post(reply_to, { id: 'another', text: 'wrong' }));
      statuses.push(await post(`${reply_to}/elsewhere`, { id, text: 'wrong' }));
      statuses.push(await post(reply_to, { id, text: 'wrong' }, 'DELETE'));
      statuses.push(await post(reply_to, '<html>'));
      statuses.push(await post(reply_to, { id, text: 'right' }));
      statuses.push(await post(reply_to, { id, text: 'twice' }));
    });
    expect(await outcome(bot)).toBe('text: right');
    await expect(
      outcome(
        bot,
        'silent',
        timeUpWhen(() => asked().q === 'silent'),
      ),
    ).rejects.toThrow('the time is up');
    const { reply_to, id } = asked();
    expect(await post(reply_to, { id, text: 'late' })).toBe(404);
    expect(statuses).toEqual([404, 404, 404, 404, 204, 404]);
  });

  it('that never comes is given up with the call', async () => {
    const { bot, seen } = await delivering(() => undefined);
    await expect(
      outcome(
        bot,
        'x',
        timeUpWhen(() => seen.length > 0),
      ),
    ).rejects.toThrow('the time is up');
  });

  it('of another id in the reply is a failure, as ever', async () => {
    const map = { text: 'text', id: 'mine' };
    const { bot } = await delivering(({ reply_to, id }) => post(reply_to, { id, mine: 'another', text: 'x' }), {}, { map });
    expect(await outcome(bot)).toMatch(/^protocol: id: the reply answers "another"/);
  });

  it.each<[string, string, RegExp]>([
    ['no JSON', '<html>', /^protocol: the body is not JSON/],
    ['too much', `{"text":"${'x'.repeat(200)}"}`, /^oversize: the reply is over 100 bytes/],
    ['cut', '{"text":', /^protocol: the body is not JSON/],
  ])('with %s fails its call where the address names it', async (_title, text, said) => {
    const callback = { match: '$query.id' };
    const { bot } = await delivering(({ reply_to, id }) => post(`${reply_to}?id=${id}`, text), callback, {
      max_reply_bytes: 100,
    });
    expect(await outcome(bot)).toMatch(said);
  });

  it('is not waited for when the question is refused', async () => {
    const { url } = await record((response) => response.writeHead(401).end('who?'));
    expect(await outcome(await botAt({ url, body, callback: { match: 'id' } }))).toBe('bot: HTTP 401: who?');
  });

  it('is listened for on the loopback alone, at the port that is set, until the bot is closed', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const { port } = probe.address() as AddressInfo;
    expect(await refusal({ url: 'http://h/', body, callback: { match: 'id', port } })).toMatch(
      /^E_BOT_START http\.callback: .*EADDRINUSE/,
    );
    await new Promise((resolve) => probe.close(resolve));
    const { bot, asked } = await delivering(({ reply_to, id }) => post(reply_to, { id, text: 'x' }), { port, path: '/cb' });
    expect(await outcome(bot)).toBe('text: x');
    expect(asked().reply_to).toBe(`http://127.0.0.1:${port}/cb`);
    await bot.close?.();
    await expect(post(asked().reply_to, {})).rejects.toThrow();
    cleanUp(() => probe.close());
  });

  it('needs an expression that compiles', async () => {
    expect(await refusal({ url: 'http://h/', body, callback: { match: '(' } })).toMatch(
      /^E_BOT_SPEC http\.callback\.match: no jsonata/,
    );
  });
});
