import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { StreamConfig } from '../schema/index.js';
import { botAt, outcome, record } from './fixtures/http-rig.js';
import { callOf, eventually, requestOf, timeUpWhen } from './fixtures/rigs.js';
import { createEventCutter } from './http-events.js';

const DELTA = 'choices[0].delta.content';
const sse: StreamConfig = { format: 'sse', delta: DELTA, done: '[DONE]' };
const chunk = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;

type Respond = (response: ServerResponse) => void;

/** A server that starts a stream of the type, and then does this. */
const streaming = (respond: Respond, type = 'text/event-stream') =>
  record((response) => {
    response.writeHead(200, { 'content-type': type });
    respond(response);
  });

async function streamOf(stream: StreamConfig, respond: Respond, more: object = {}, type?: string): Promise<string> {
  const { url } = await streaming(respond, type);
  return outcome(await botAt({ url, stream, ...more }));
}

describe('server-sent events', () => {
  it('are joined, and the first with text stops the time to the first token', async () => {
    const { url } = await streaming((response) => {
      response.write(`: hi\n\nevent: start\ndata: {"choices":[{"delta":{"role":"assistant"}}]}\n\n${chunk('')}`);
      setTimeout(() => response.write(chunk('亲，')), 40);
      setTimeout(() => response.end(`${chunk('选1段')}data: [DONE]\n\n`), 500);
    });
    const bot = await botAt({ url, stream: sse });
    const from = performance.now();
    const { reply, firstTokenAt = 0, answeredAt = 0 } = await bot.reply(requestOf('x'), callOf());
    expect(reply).toEqual({ text: '亲，选1段' });
    expect(firstTokenAt - from).toBeGreaterThan(30);
    expect(answeredAt - firstTokenAt).toBeGreaterThan(50);
    expect(answeredAt).toBeLessThanOrEqual(performance.now());
  });

  it('the last of them gives the other fields, and a text that replaces the joined one', async () => {
    const { url } = await streaming((response) => {
      response.end(`event: delta\ndata: {"t":"亲"}\n\nevent: end\ndata: {"all":"亲～","intents":["a"],"n":3}\n\n`);
    });
    const final = { text: 'all', intents: 'intents', usage: '{ "output_tokens": n }' };
    const stream: StreamConfig = { format: 'sse', delta: '$event = "delta" ? t', done: '$event = "end"', final };
    const { reply } = await (await botAt({ url, stream })).reply(requestOf('x'), callOf());
    expect(reply).toEqual({ text: '亲～', intents: [{ name: 'a' }], usage: { output_tokens: 3 } });
  });

  it('that are not JSON are text themselves', async () => {
    expect(await streamOf({ format: 'sse' }, (r) => r.end('data: 满99元\n\ndata: 12\n\ndata: 包邮'))).toBe('text: 满99元12包邮');
  });

  it('end the call when their end is said, though the body goes on', async () => {
    let hungUpAt = 0;
    const { url } = await streaming((response) => {
      response.write(`${chunk('x')}data: [DONE]\n\n${chunk('late')}`);
      response.on('close', () => {
        hungUpAt = performance.now();
      });
    });
    const bot = await botAt({ url, stream: sse });
    const { reply, answeredAt = 0 } = await bot.reply(requestOf('x'), callOf());
    expect(reply.text).toBe('x');
    expect(await eventually(() => hungUpAt > 0)).toBe(true);
    // The server had its time to end the body; the latency has none of it.
    expect(hungUpAt - answeredAt).toBeGreaterThan(150);
  });

  it('keep the connection when the body ends in time', async () => {
    const sockets = new Set<unknown>();
    const { url } = await streaming((response) => {
      sockets.add(response.socket);
      response.write(`${chunk('x')}data: [DONE]\n\n`);
      setTimeout(() => response.end(), 10);
    });
    const bot = await botAt({ url, stream: sse });
    for (let i = 0; i < 3; i += 1) expect(await outcome(bot)).toBe('text: x');
    expect(sockets.size).toBe(1);
  });

  it('can carry an error', async () => {
    const final = { error: '$event = "error" ? message' };
    const said = await streamOf({ ...sse, done: '$event = "error"', final }, (r) =>
      r.end(`${chunk('x')}event: error\ndata: {"message":"quota"}\n\n`),
    );
    expect(said).toBe('bot: the bot answered with an error: quota');
  });
});

describe('other streams', () => {
  it('lines of JSON', async () => {
    const stream: StreamConfig = { format: 'ndjson', delta: 'response', done: 'done', final: { usage: '{"output_tokens": n}' } };
    const lines = '{"response":"亲"}\r\n\n{"response":"～"}\n{"done":true,"n":2}';
    expect(await streamOf(stream, (r) => r.end(lines), {}, 'application/x-ndjson')).toBe('text: 亲～');
    expect(await streamOf(stream, (r) => r.end('{"response":'), {}, 'application/x-ndjson')).toBe(
      'protocol: a line of the stream is not JSON',
    );
  });

  it('bare text, in GB18030 too', async () => {
    const gbk = Buffer.from([0xba, 0xc3, 0xb5, 0xc4]);
    const respond: Respond = (r) => {
      r.write(gbk.subarray(0, 1));
      setTimeout(() => r.end(gbk.subarray(1)), 5);
    };
    expect(await streamOf({ format: 'text' }, respond, {}, 'text/plain; charset=GBK')).toBe('text: 好的');
    expect(await streamOf({ format: 'text' }, respond, { charset: 'gb18030' }, 'text/plain')).toBe('text: 好的');
    expect(await streamOf({ format: 'text' }, respond, {}, 'text/plain')).toBe('protocol: the stream is not UTF-8');
  });
});

describe('faults', () => {
  it.each<[string, Respond, RegExp]>([
    ['ends early', (r) => r.end(chunk('x')), /^protocol: the stream ended before its end was said/],
    ['breaks off', (r) => r.write(chunk('x'), () => setTimeout(() => r.destroy(), 5)), /^transport: the connection failed/],
    ['gives no text', (r) => r.end('data: {}\n\ndata: [DONE]\n\n'), /^protocol: text: /],
    [
      'gives a number',
      (r) => r.end('data: {"choices":[{"delta":{"content":5}}]}\n\n'),
      /^protocol: text: http\.stream\.delta gave a number/,
    ],
    ['is cut within a character', (r) => r.end(Buffer.from([0x64, 0xe5])), /^protocol: the stream is not UTF-8/],
  ])('a stream that %s', async (_title, respond, said) => expect(await streamOf(sse, respond)).toMatch(said));

  it('a body that is no stream is quoted', async () => {
    expect(await streamOf(sse, (r) => r.end('<html>login</html>'), {}, 'text/html')).toBe(
      'protocol: the body is no event stream (text/html): <html>login</html>',
    );
  });

  it.each<[string, string, object]>([
    ['of text', chunk('x'.repeat(8_000)), {}],
    ['of events without text', ': keep alive\n\n'.repeat(500), { max_reply_bytes: 10_000 }],
    ['of one line', 'x'.repeat(8_000), { max_reply_bytes: 10_000 }],
  ])('an endless stream %s is bounded', async (_title, block, more) => {
    let sent = 0;
    const said = await streamOf(
      sse,
      (response) => {
        const flow = () => {
          while (!response.destroyed && response.write(block)) sent += block.length;
        };
        response.on('drain', flow);
        flow();
      },
      more,
    );
    expect(said).toMatch(/^oversize: the reply is over \d+ bytes$/);
    expect(sent).toBeLessThan(40 * 1024 * 1024);
  });

  it('a stream that falls silent is given up with the call, and hung up on', async () => {
    let [hungUp, begun] = [false, false];
    const { url } = await streaming((response) => {
      response.write(chunk('x'));
      begun = true;
      response.on('close', () => {
        hungUp = true;
      });
    });
    await expect(
      outcome(
        await botAt({ url, stream: sse }),
        'x',
        timeUpWhen(() => begun),
      ),
    ).rejects.toThrow('the time is up');
    expect(await eventually(() => hungUp)).toBe(true);
  });

  it('an expression that loops', async () => {
    const delta = '( $f := function($n){ $f($n + 1) }; $f(0) )';
    expect(await streamOf({ format: 'sse', delta }, (r) => r.end(chunk('x')))).toMatch(
      /^protocol: http\.stream\.delta: .*timeout/,
    );
  });
});

it('events are cut the same however the text is', () => {
  const text = 'event: a\ndata: 1\ndata: 2\n\r\n\ndata: 3\r\n\r\ndata:4';
  for (const format of ['sse', 'ndjson'] as const) {
    const whole = createEventCutter(format, 1_000);
    const expected = [...whole.push(text), ...whole.end()];
    const single = createEventCutter(format, 1_000);
    expect([...Array.from(text).flatMap((sign) => single.push(sign)), ...single.end()]).toEqual(expected);
    if (format === 'sse') expect(expected).toEqual([{ data: '1\n2', event: 'a' }, { data: '3' }, { data: '4' }]);
  }
});
