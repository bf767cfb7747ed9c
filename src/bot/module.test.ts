import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bot, BotFailure, type BotPort, HarnessError } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { callOf, context, requestOf } from './fixtures/rigs.js';
import { type AdaptOptions, adaptBot } from './module.js';

/** A bot whose reply is `reply`, typed as loosely as users write it. */
function botOf(reply: (...args: never[]) => unknown, more: Partial<AdaptOptions> = {}): BotPort {
  return adaptBot({ reply } as unknown as Bot, { name: 'test', ...more }, context);
}

async function failureOf(reply: (...args: never[]) => unknown, more: Partial<AdaptOptions> = {}): Promise<string> {
  try {
    await botOf(reply, more).reply(requestOf('x'), callOf());
  } catch (error) {
    if (error instanceof BotFailure) return `${error.kind}: ${error.message}`;
    throw error;
  }
  return 'answered';
}

describe('a synchronous reply', () => {
  it('is answered synchronously', () => {
    const answer = botOf(() => ({ text: 'hi', handoff: true })).reply(requestOf('x'), callOf());
    expect(answer).not.toBeInstanceOf(Promise);
    expect(answer).toMatchObject({ reply: { text: 'hi', handoff: true } });
    expect(botOf(() => 'bare').reply(requestOf('x'), callOf())).toMatchObject({ reply: { text: 'bare' } });
  });

  it('keeps `this`, and gets a copy that it may change', async () => {
    class Counter {
      calls = 0;
      reply(request: { history: unknown[] }): string {
        request.history.push('mine');
        this.calls += 1;
        return String(this.calls);
      }
    }
    const bot = adaptBot(new Counter() as unknown as Bot, { name: 'counter' }, context);
    const request = requestOf('x', { history: [{ role: 'shopper', text: 'a' }] });
    await bot.reply(request, callOf());
    expect((await bot.reply(request, callOf())).reply.text).toBe('2');
    expect(request.history).toEqual([{ role: 'shopper', text: 'a' }]);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['undefined', () => undefined, /^protocol: .*got undefined/],
    ['a number', () => 7, /^protocol: .*got number/],
    ['a function', () => () => 'x', /^protocol: .*got function/],
    ['a symbol', () => Symbol('x'), /^protocol: .*got symbol/],
    ['a synchronous generator', () => [].values(), /^protocol: text: /],
    ['a throwing proxy', () => new Proxy({}, { get: () => { throw new Error('no'); } }), /^protocol: the reply cannot be read: no/], // biome-ignore format: one line
    ['an error', () => { throw new TypeError('bad\ntoken'); }, /^bot: bad token$/], // biome-ignore format: one line
    ['undefined thrown', () => { throw undefined; }, /^bot: undefined$/], // biome-ignore format: one line
    ['a thrown proxy', () => { throw new Proxy({}, { get: () => { throw 1; }, has: () => { throw 1; }, getPrototypeOf: () => { throw 1; } }); }, /^bot: a value that cannot be shown/], // biome-ignore format: one line
    ['its own failure', () => { throw Object.assign(new Error('busy'), { name: 'BotFailure', kind: 'transport' }); }, /^transport: busy$/], // biome-ignore format: one line
  ])('%s is a value, never a crash', async (_title, reply, expected) => {
    expect(await failureOf(reply)).toMatch(expected);
  });
});

describe('a promised reply', () => {
  it('may hold a reply, text or a stream', async () => {
    async function* stream() {
      yield 'a';
      yield 'b';
    }
    for (const [reply, text] of [
      [async () => ({ text: 'r' }), 'r'],
      [async () => 't', 't'],
      [async () => stream(), 'ab'],
      // biome-ignore lint/suspicious/noThenProperty: a thenable is the point
      [() => ({ then: (settle: (value: string) => void) => settle('thenable') }), 'thenable'],
    ] as const) {
      expect((await botOf(reply).reply(requestOf('x'), callOf())).reply.text).toBe(text);
    }
  });

  it('takes the time when it settles', async () => {
    const readings = [1, 2, 3];
    const bot = adaptBot({ reply: async () => 'x' }, { name: 'b' }, { env: {}, now: () => readings.shift() ?? 99 });
    // The first reading is that of the synchronous path.
    expect((await bot.reply(requestOf('x'), callOf())).answeredAt).toBe(2);
  });

  it('may be rejected with anything', async () => {
    expect(await failureOf(() => Promise.reject(undefined))).toBe('bot: undefined');
    expect(await failureOf(() => Promise.reject(new Error('down')))).toBe('bot: down');
    expect(await failureOf(async () => 5)).toMatch(/^protocol: .*got number/);
  });

  it('leaves no unhandled rejection when it fails after the abort', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const reason = new Error('time is up');
    const late = botOf(() => new Promise((_, reject) => setTimeout(reject, 20, new Error('late'))));
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 5);
    await expect(late.reply(requestOf('x'), callOf(controller.signal))).rejects.toBe(reason);
    await new Promise((resolve) => setTimeout(resolve, 40));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('a streamed reply', () => {
  const streamed = async (...chunks: unknown[]) => {
    const bot = botOf(async function* () {
      yield* chunks;
    });
    return (await bot.reply(requestOf('x'), callOf())).reply;
  };

  it('joins strings, and merges what objects say', async () => {
    expect(await streamed('亲', '', '，好', { intents: [{ name: 'a' }] }, { intents: [{ name: 'b' }], handoff: true })).toEqual({
      text: '亲，好',
      intents: [{ name: 'b' }],
      handoff: true,
    });
  });

  it('joins the texts of partial replies; after strings, an object has the whole text', async () => {
    expect(await streamed({ text: '哈' }, { text: '哈', emotion: 'joy' })).toEqual({ text: '哈哈', emotion: 'joy' });
    expect(await streamed('哈', '哈', { text: '哈哈', products: ['p'] })).toEqual({ text: '哈哈', products: ['p'] });
  });

  it('may be empty, and may return its end', async () => {
    expect(await streamed()).toEqual({ text: '' });
    const bot = botOf(async function* () {
      yield 'a';
      return { handoff: true };
    });
    expect((await bot.reply(requestOf('x'), callOf())).reply).toEqual({ text: 'a', handoff: true });
  });

  it('takes the time of the first chunk that says something', async () => {
    let time = 0;
    const now = () => time;
    const reply = async function* () {
      time = 10;
      yield '';
      time = 20;
      yield 'a';
      time = 30;
      yield 'b';
      time = 40;
    };
    const bot = adaptBot({ reply }, { name: 'b' }, { env: {}, now });
    expect(await bot.reply(requestOf('x'), callOf())).toEqual({ reply: { text: 'ab' }, firstTokenAt: 20, answeredAt: 40 });
  });

  it.each<[string, () => AsyncIterable<unknown>, RegExp]>([
    ['endless text', async function* () { for (;;) yield 'xxxx'; }, /^oversize: the reply is over 4096 bytes$/], // biome-ignore format: one line
    ['endless nothing', async function* () { for (;;) yield ''; }, /^oversize/], // biome-ignore format: one line
    ['endless objects', async function* () { for (;;) yield { handoff: true }; }, /^oversize/], // biome-ignore format: one line
    ['endless whole texts', async function* () { yield 'a'; for (;;) yield { text: 'b' }; }, /^oversize/], // biome-ignore format: one line
    ['a number', async function* () { yield 'a'; yield 5; }, /^protocol: chunk 2 of the stream: expected text or a partial reply, got number$/], // biome-ignore format: one line
    ['a text that is none', async function* () { yield { text: 5 }; }, /^protocol: chunk 1 of the stream: text: /], // biome-ignore format: one line
    ['a throw', async function* () { yield 'a'; throw new Error('cut off'); }, /^bot: cut off$/], // biome-ignore format: one line
    ['a broken iterator', () => ({ [Symbol.asyncIterator]: () => { throw new Error('no iterator'); } }), /^bot: no iterator$/], // biome-ignore format: one line
  ])('%s → a value', async (_title, reply, expected) => {
    expect(await failureOf(reply, { maxReplyBytes: 4_096 })).toMatch(expected);
  });

  it('counts a text that is said whole again once', async () => {
    const bot = botOf(async function* () {
      yield 'x'.repeat(3_000);
      yield { text: 'y'.repeat(3_000) };
    }, { maxReplyBytes: 4_096 }); // biome-ignore format: options at the end
    expect((await bot.reply(requestOf('x'), callOf())).reply.text).toBe('y'.repeat(3_000));
  });

  it('is ended on abort and on oversize', async () => {
    const ended: string[] = [];
    const stream = (title: string, next: () => Promise<IteratorResult<unknown>>) => () => ({
      [Symbol.asyncIterator]: () => ({ next, return: async () => ended.push(title) }),
    });
    expect(await failureOf(stream('oversize', async () => ({ done: false, value: 'x'.repeat(2_000_000) })))).toMatch(/^oversize/);
    const controller = new AbortController();
    const reason = new Error('time is up');
    setTimeout(() => controller.abort(reason), 5);
    const silent = botOf(stream('abort', () => new Promise(() => undefined)));
    await expect(silent.reply(requestOf('x'), callOf(controller.signal))).rejects.toBe(reason);
    expect(ended).toEqual(['oversize', 'abort']);
  });
});

describe('the life of a module bot', () => {
  it('hands options and signal to open, and the id to endConversation', async () => {
    const seen: unknown[] = [];
    const signal = new AbortController().signal;
    const bot = adaptBot(
      {
        open: (opened) => void seen.push(opened),
        reply: () => 'x',
        endConversation: (id) => void seen.push(id),
        close: () => void seen.push('closed'),
      },
      { name: 'b', options: { temperature: 0 } },
      context,
    );
    await bot.open?.(signal);
    await bot.endConversation?.('c1');
    await bot.close?.();
    expect(seen).toEqual([{ options: { temperature: 0 }, signal }, 'c1', 'closed']);
  });

  it('fails to open as a HarnessError, to close as a BotFailure', async () => {
    const broken = async () => {
      throw new Error('no database');
    };
    const bot = adaptBot({ open: broken, reply: () => 'x', close: broken }, { name: 'b' }, context);
    await expect(bot.open?.(new AbortController().signal)).rejects.toMatchObject({
      code: 'E_BOT_START',
      message: expect.stringContaining('no database'),
    });
    await expect(bot.close?.()).rejects.toMatchObject({ kind: 'bot', message: 'close() failed: no database' });
  });

  it('describes its options as JSON, without secrets', () => {
    const options: Record<string, unknown> = {
      temperature: 0.2,
      apiKey: 'sk-1',
      hook: () => 1,
      big: 5n,
      none: Number.NaN,
      deep: { token: 'x', list: [undefined] },
    };
    options.self = options;
    const description = botOf(() => 'x', { options }).description;
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
    expect(description.options).toMatchObject({
      temperature: 0.2,
      apiKey: '***',
      hook: '(function)',
      big: '(bigint)',
      none: '(NaN)',
      deep: { token: '***', list: ['(undefined)'] },
    });
  });
});

describe('loading a module', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shopreplay-module-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function load(file: string, source?: string): Promise<BotPort> {
    if (source !== undefined) await writeFile(join(folder, file), source);
    return createBot({ name: 'm', module: `./${file}` }, { ...context, baseDir: folder });
  }
  const say = async (bot: BotPort) => (await bot.reply(requestOf('x'), callOf())).reply.text;

  it.each([
    ['named.mjs', 'export const reply = () => "named";', 'named'],
    ['default.mjs', 'export default { word: "default", reply() { return this.word; } };', 'default'],
    ['common.cjs', 'module.exports = { reply: () => "common" };', 'common'],
    ['typed.ts', 'interface R { text: string }\nexport function reply(): R { return { text: "typed" }; }', 'typed'],
    ['typed-default.mts', 'const word: string = "typed default";\nexport default { reply: () => word };', 'typed default'],
    ['空 格.mjs', 'export const reply = () => "odd path";', 'odd path'],
  ])('%s', async (file, source, text) => {
    expect(await say(await load(file, source))).toBe(text);
  });

  it.each(['state.mjs', 'state.ts'])('gives two bots of one file their own state: %s', async (file) => {
    const source =
      'let options = {};\nexport const open = (context) => { options = context.options; };\nexport const reply = () => String(options.word);';
    await writeFile(join(folder, file), source);
    const make = async (word: string) => {
      const bot = await createBot({ name: word, module: file, options: { word } }, { ...context, baseDir: folder });
      await bot.open?.(new AbortController().signal);
      return bot;
    };
    const [one, two] = [await make('one'), await make('two')];
    expect([await say(one), await say(two)]).toEqual(['one', 'two']);
  });

  it.each([
    ['none.mjs', undefined, /none\.mjs: there is no such file.*To mend: /],
    ['empty.mjs', '', /exports no function "reply".*To mend: export function reply/],
    ['function.mjs', 'export default () => "x";', /exports no function "reply"/],
    ['throws.mjs', 'throw new Error("boom\\n");', /cannot be loaded: boom/],
    ['throws.ts', 'throw new Error("typed boom" as string);', /cannot be loaded: typed boom/],
    ['syntax.mjs', 'export const = ;', /cannot be loaded: /],
    ['missing.mjs', 'import "./nowhere.mjs";', /cannot be loaded: .*nowhere/],
    ['close.mjs', 'export const reply = () => ""; export const close = 5;', /"close" is not a function/],
    ['bot.py', 'print(1)', /JavaScript or TypeScript.*To mend: run other languages as stdio:COMMAND/],
  ])('refuses %s', async (file, source, message) => {
    const error: unknown = await load(file, source).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HarnessError);
    expect(error).toMatchObject({ code: 'E_BOT_MODULE', message: expect.stringMatching(message) });
  });

  it('refuses a folder', async () => {
    await expect(createBot({ name: 'm', module: '.' }, { ...context, baseDir: folder })).rejects.toMatchObject({
      code: 'E_BOT_MODULE',
    });
  });
});

describe('createBot', () => {
  it('refuses a configuration with no adapter or two', async () => {
    await expect(createBot({ name: 'x' }, context)).rejects.toMatchObject({ code: 'E_BOT_SPEC' });
    await expect(createBot({ name: 'x', module: 'a.js', transcript: 'b' }, context)).rejects.toMatchObject({
      code: 'E_BOT_SPEC',
    });
  });
});
