/** What goes wrong on the way to a model, asked whole and streamed. */
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { BotFailure, type BotPort } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { cleanUp, outcome, record, serve } from './fixtures/http-rig.js';
import { callOf, context, eventually, requestOf, timeUpWhen } from './fixtures/rigs.js';

const good = (text: string) => JSON.stringify({ choices: [{ message: { content: text }, finish_reason: 'stop' }] });

async function modelAt(url: string, settings: object = {}): Promise<BotPort> {
  const openai = { base_url: `${url}v1`, model: 'm', api_key: 'env:KEY', ...settings };
  const bot = await createBot({ name: 'm', openai }, { ...context, env: { KEY: 'sk-live-998877' } });
  cleanUp(async () => bot.close?.());
  return bot;
}

describe.each([
  ['whole', false],
  ['streamed', true],
])('%s', (_title, stream) => {
  it.each<[string, (response: ServerResponse) => unknown, RegExp]>([
    ['429', (r) => r.writeHead(429).end(), /^transport: HTTP 429$/],
    ['500', (r) => r.writeHead(500).end('{"error":{"message":"no model"}}'), /^bot: HTTP 500: .*no model/],
    ['503', (r) => r.writeHead(503).end(), /^transport: HTTP 503$/],
    ['400, a setting it does not know', (r) => r.writeHead(400).end('response_format'), /^bot: HTTP 400: response_format$/],
    ['truncated JSON', (r) => r.end('{"choices":[{'), /^protocol: the body is not JSON/],
    ['JSON cut at max_tokens', (r) => r.end(good('{"text":"a').replace('stop', 'length')), /^protocol: the answer was cut/],
    ['another JSON', (r) => r.end('{"text":"x"}'), /^protocol: choices\[0\]\.message: /],
    [
      'content that is no text',
      (r) => r.end('{"choices":[{"message":{"content":[1]}}]}'),
      /^protocol: choices\[0\]\.message\.content/,
    ],
    ['an error in a 200', (r) => r.end('{"error":{"message":"quota"}}'), /^bot: the server answered with an error: quota$/],
    ['HTML', (r) => r.setHeader('content-type', 'text/html').end('<p>'), /^protocol: the body is not JSON \(text\/html\): <p>$/],
    ['50 MB', (r) => r.end(Buffer.alloc(50 * 1024 * 1024, ' ')), /^oversize: the reply is over 1048576 bytes$/],
    ['a broken connection', (r) => r.destroy(), /^transport: the connection failed: /],
    ['the key in an error', (r) => r.writeHead(401).end('bad key: Bearer sk-live-998877'), /^bot: HTTP 401: bad key: \*\*\*$/],
  ])('%s is a failure, and the next turn is served', async (_fault, respond, said) => {
    let turn = 0;
    const { url } = await record((response) => {
      turn += 1;
      if (turn === 1) respond(response);
      else response.end(good('next'));
    });
    const bot = await modelAt(url, { stream });
    const told = await outcome(bot);
    expect(told).toMatch(said);
    expect(told).not.toContain('998877');
    expect(await outcome(bot)).toBe('text: next');
  });

  it('a refused connection', async () => {
    const { url, server } = await serve(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    expect(await outcome(await modelAt(url, { stream }))).toMatch(/^transport: .*ECONNREFUSED/);
  });

  it('says how long the server wants to be left alone', async () => {
    const { url } = await record((response) => response.writeHead(429, { 'retry-after': '7' }).end());
    const bot = await modelAt(url, { stream });
    const failure = await Promise.resolve(bot.reply(requestOf('x'), callOf())).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BotFailure);
    expect(failure).toMatchObject({ kind: 'transport', retryAfterMs: 7000 });
  });

  it.each([
    ['of text', `data: ${JSON.stringify({ choices: [{ delta: { content: 'x'.repeat(8000) } }] })}\n\n`],
    ['of nothing', `data: ${JSON.stringify({ choices: [{ delta: {} }], pad: ' '.repeat(60_000) })}\n\n`],
  ])('an endless stream %s', async (_what, event) => {
    const { url } = await record((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const flow = () => {
        while (!response.destroyed && response.write(event));
      };
      response.on('drain', flow);
      flow();
    });
    // All of a stream together may have 64 times as much.
    expect(await outcome(await modelAt(url, { stream, max_reply_bytes: 100_000 }))).toMatch(
      /^oversize: the reply is over (100000|6400000) bytes$/,
    );
  });

  it('silence, and an answer that comes after the time-out: dropped, never taken for the next', async () => {
    const late: ServerResponse[] = [];
    const { url } = await record((response) => {
      if (late.length === 0) late.push(response);
      else response.end(good('next'));
    });
    const bot = await modelAt(url, { stream });
    await expect(
      outcome(
        bot,
        'x',
        timeUpWhen(() => late.length > 0),
      ),
    ).rejects.toThrow('the time is up');
    late[0]?.end(good('late'));
    expect(await outcome(bot)).toBe('text: next');
    expect(await eventually(() => late[0]?.destroyed === true)).toBe(true);
  });
});

it('a server that says 429 gets half as many calls at once, and the latency leaves the waiting out', async () => {
  const first: ServerResponse[] = [];
  let now = 0;
  let most = 0;
  const { url } = await record((response) => {
    if (first.length < 8) {
      // All eight are in flight before the first of them is answered.
      first.push(response);
      if (first.length === 8) for (const each of first) each.writeHead(429).end();
      return;
    }
    now += 1;
    most = Math.max(most, now);
    setTimeout(() => {
      now -= 1;
      response.end(good('ok'));
    }, 30);
  });
  const bot = await modelAt(url);
  expect(await Promise.all(Array.from({ length: 8 }, () => outcome(bot)))).toEqual(Array(8).fill('transport: HTTP 429'));
  const answers = await Promise.all(Array.from({ length: 8 }, () => bot.reply(requestOf('x'), callOf())));
  // Four, and one more once four went well.
  expect(most).toBeGreaterThanOrEqual(2);
  expect(most).toBeLessThanOrEqual(5);
  const held = answers.filter(({ askedAt }) => askedAt !== undefined);
  const earliest = Math.min(...answers.map(({ answeredAt = 0 }) => answeredAt));
  expect(held).toHaveLength(4);
  for (const { askedAt = 0 } of held) expect(askedAt).toBeGreaterThanOrEqual(earliest);
});
