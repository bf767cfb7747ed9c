import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type BotConfig, BotFailure, type BotPort } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { heldBack } from './fixtures/held-answers.mjs';
import { callOf, context, eventually, gist, outcomeOf, requestOf, timeUpWhen } from './fixtures/rigs.js';
import { startWebsocketBot } from './fixtures/websocket-bot.mjs';

type WebsocketConfig = NonNullable<BotConfig['websocket']>;

const cleanups: (() => Promise<void> | undefined)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function botAt(websocket: WebsocketConfig, env = context.env): Promise<BotPort> {
  const bot = await createBot({ name: 'w', websocket }, { ...context, env });
  cleanups.push(async () => bot.close?.());
  return bot;
}

/** The contract suite's bot, with these settings. */
async function scripted(more: Partial<WebsocketConfig> = {}, path = '/') {
  const fixture = await startWebsocketBot();
  cleanups.push(fixture.stop);
  const state = fixture.state as unknown as {
    connections: number;
    open: number;
    last: WebSocket;
    headers: object[];
    protocols: string[];
  };
  return { bot: await botAt({ url: fixture.url + path, ...more }), state };
}

/** A server that does this with each message; `socket.send` answers. */
async function serving(
  act: (message: { id: string; utterance: string }, socket: WebSocket) => void,
  more: Partial<WebsocketConfig> = {},
) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('message', (data) => act(JSON.parse(data.toString()), socket));
  });
  await new Promise((resolve) => server.once('listening', resolve));
  cleanups.push(async () => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  const bot = await botAt({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, ...more });
  return { bot, connections: () => connections };
}

const send = (socket: WebSocket, value: unknown) => socket.send(JSON.stringify(value));
const abortIn = (ms: number) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('time is up')), ms);
  return controller.signal;
};
const ask = (bot: BotPort, utterance: string, conversation_id: string) =>
  bot.reply(requestOf(utterance, { conversation_id }), callOf());

describe('chunks', () => {
  it('are joined; the first that is not empty is the first token', async () => {
    const { bot } = await serving(({ id }, socket) => {
      send(socket, { id, delta: '' });
      setTimeout(() => send(socket, { id, delta: '满99元' }), 30);
      setTimeout(() => send(socket, { id, delta: '包邮' }), 60);
      setTimeout(() => send(socket, { id, handoff: false }), 120);
    });
    const from = performance.now();
    const { reply, firstTokenAt = 0, answeredAt = 0 } = await bot.reply(requestOf('x'), callOf());
    expect(reply).toMatchObject({ text: '满99元包邮', handoff: false });
    expect(firstTokenAt - from).toBeGreaterThan(25);
    expect(answeredAt - firstTokenAt).toBeGreaterThan(60);
  });

  it('give way to a text that the last message has, and do not hide that there is none', async () => {
    const whole = await serving(({ id }, socket) => {
      send(socket, { id, delta: '草稿' });
      send(socket, { id, text: '定稿', delta: 'x' });
    });
    expect(await gist(whole.bot, 'x')).toBe('定稿');
    const none = await serving(({ id }, socket) => send(socket, { id, intents: [] }));
    expect(await outcomeOf(none.bot, 'x')).toMatchObject({ kind: 'protocol', message: expect.stringMatching(/^text: /) });
  });

  it('are bounded together, and the flood is cut', async () => {
    const { bot, state } = await scripted({ max_reply_bytes: 40_000 });
    expect(await gist(bot, 'endless')).toBe('failure: oversize');
    expect(await eventually(() => state.open === 0)).toBe(true);
  });
});

describe('connections', () => {
  it('are one a conversation, closed at its end', async () => {
    const { bot, state } = await scripted();
    for (const utterance of ['a', 'b']) for (const conversation of ['c1', 'c2']) await ask(bot, utterance, conversation);
    expect([state.connections, state.open]).toEqual([2, 2]);
    await bot.endConversation?.('c1');
    expect(await eventually(() => state.open === 1)).toBe(true);
  });

  it('or one for all, where answers find their calls by id whatever their order', async () => {
    const held: (() => void)[] = [];
    const { bot, connections } = await serving(
      ({ id, utterance }, socket) => {
        held.push(() => send(socket, { id, text: utterance }));
        if (held.length === 8) for (const answer of held.splice(0).reverse()) answer();
      },
      { connection: 'shared' },
    );
    const asked = Array.from({ length: 8 }, (_, i) => `q${i}`);
    const answers = await Promise.all(asked.map((utterance) => ask(bot, utterance, `c-${utterance}`)));
    expect(answers.map(({ reply }) => reply.text)).toEqual(asked);
    await bot.endConversation?.('c-q0');
    expect(connections()).toBe(1);
  });

  it('are opened anew after a drop, and all calls on a shared one may be tried again', async () => {
    const { bot, state } = await scripted({ connection: 'shared' });
    await gist(bot, 'a');
    const outcomes = await Promise.all(['never', 'never', 'die'].map((utterance) => gist(bot, utterance)));
    expect(outcomes).toEqual(Array(3).fill('failure: transport'));
    expect(await gist(bot, 'next')).toBe('re: next');
    expect(state.connections).toBe(2);
  });

  it('are opened anew when the bot has hung up between two turns', async () => {
    const { bot, state } = await scripted();
    await gist(bot, 'a');
    state.last.close(1001, 'idle');
    await eventually(() => state.open === 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await gist(bot, 'next')).toBe('re: next');
  });

  it('say code and reason of a drop', async () => {
    const { bot } = await serving((_message, socket) => socket.close(1011, 'model is gone'));
    expect(await outcomeOf(bot, 'x')).toMatchObject({
      kind: 'transport',
      message: 'the connection was closed (1011): model is gone',
    });
  });

  it('are given up when no pong comes', async () => {
    const tcp = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', async (data) => {
        const key = /sec-websocket-key: (\S+)/i.exec(data.toString())?.[1] ?? '';
        const { createHash } = await import('node:crypto');
        const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
        socket.write(`HTTP/1.1 101 x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`);
      });
    });
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    cleanups.push(async () => void tcp.close());
    const bot = await botAt({ url: `ws://127.0.0.1:${(tcp.address() as AddressInfo).port}`, ping_ms: 40 });
    expect(await outcomeOf(bot, 'x')).toMatchObject({ kind: 'transport', message: 'the connection is dead: no pong in 40 ms' });
  });

  it('stay while pongs come', async () => {
    const answerAfterPings = ({ id }: { id: string }, socket: WebSocket) => {
      let pings = 0;
      socket.on('ping', () => {
        pings += 1;
        if (pings === 3) send(socket, { id, text: 'slow but well' });
      });
    };
    const { bot } = await serving(answerAfterPings, { ping_ms: 250 });
    expect(await gist(bot, 'x')).toBe('slow but well');
  });

  it('fail the call in the air when the bot is closed', async () => {
    const { bot } = await scripted();
    const pending = gist(bot, 'never');
    expect(await eventually(() => heldBack() > 0)).toBe(true);
    await bot.close?.();
    expect(await pending).toBe('failure: transport');
    expect(await gist(bot, 'x')).toBe('failure: transport');
  });
});

describe('ids', () => {
  it('are optional on a connection of one conversation', async () => {
    const { bot } = await scripted();
    expect(await gist(bot, 'no id')).toBe('anonymous');
  });

  it('without them, a late answer costs the connection its place', async () => {
    let late: (() => void) | undefined;
    const { bot, connections } = await serving(({ utterance }, socket) => {
      if (utterance !== 'slow') return send(socket, { text: utterance });
      late = () => send(socket, { text: utterance });
    });
    await expect(bot.reply(requestOf('slow'), callOf(timeUpWhen(() => late !== undefined)))).rejects.toThrow('time is up');
    expect(await gist(bot, 'next')).toBe('next');
    late?.();
    expect(await gist(bot, 'after')).toBe('after');
    expect(connections()).toBe(2);
  });

  it('with them, a late answer is dropped, chunks and all, and the connection stays', async () => {
    let late: (() => void) | undefined;
    const { bot, connections } = await serving(({ id, utterance }, socket) => {
      if (utterance !== 'slow') return send(socket, { id, text: utterance });
      late = () => {
        send(socket, { id, delta: 'late' });
        send(socket, { id });
      };
    });
    await gist(bot, 'first');
    await expect(bot.reply(requestOf('slow'), callOf(timeUpWhen(() => late !== undefined)))).rejects.toThrow('time is up');
    expect(await gist(bot, 'next')).toBe('next');
    late?.();
    expect(await gist(bot, 'after')).toBe('after');
    expect(connections()).toBe(1);
  });

  it('are asked for where several calls share a connection', async () => {
    let asked = 0;
    const act = (_message: unknown, socket: WebSocket) => {
      asked += 1;
      if (asked === 2) send(socket, { text: 'whose?' });
    };
    const { bot } = await serving(act, { connection: 'shared' });
    const outcomes = await Promise.all(['a', 'b'].map((utterance) => outcomeOf(bot, utterance)));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ kind: 'protocol', message: 'a reply without an id, while 2 calls wait' });
  });
});

describe('the handshake', () => {
  it.each([
    ['busy', 'transport', /HTTP 429: too many$/],
    ['broken', 'bot', /HTTP 500: \{"error": "no model"\}$/],
  ])('%s → %s', async (path, kind, message) => {
    const { bot } = await scripted({}, `/${path}`);
    const outcome = await outcomeOf(bot, 'x');
    expect(outcome).toBeInstanceOf(BotFailure);
    expect(outcome).toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  it('that is never answered ends with the call, and the next one tries its own', async () => {
    const { bot, state } = await scripted({}, '/silent');
    for (let i = 0; i < 2; i += 1) await expect(bot.reply(requestOf('x'), callOf(abortIn(50)))).rejects.toThrow('time is up');
    expect(state.connections).toBe(2);
  });

  it('carries headers and subprotocols from the environment, which stay out of everything', async () => {
    const env = { TOKEN: 'sk-live-998877', SUB: 'token.sk-live-112233' };
    const fixture = await startWebsocketBot();
    cleanups.push(fixture.stop);
    const settings = { headers: { Authorization: 'Bearer env:TOKEN' }, subprotocols: ['env:SUB', 'chat.v1'] };
    const bot = await botAt({ url: `${fixture.url}?api_key=q-secret-1`, ...settings }, env);
    await gist(bot, 'x');
    expect(fixture.state).toMatchObject({
      protocols: ['token.sk-live-112233'],
      headers: [{ authorization: 'Bearer sk-live-998877' }],
    });
    expect(bot.description).toMatchObject({
      subprotocols: ['env:SUB', 'chat.v1'],
      headers: { authorization: 'Bearer env:TOKEN' },
    });
    expect(JSON.stringify(bot.description)).not.toMatch(/sk-live|q-secret/);
    const missing: unknown = await botAt({ url: fixture.url, subprotocols: ['env:NOPE'] }).catch((thrown: unknown) => thrown);
    expect(missing).toMatchObject({
      code: 'E_BOT_SPEC',
      message: expect.stringMatching(/^websocket\.subprotocols\[0\]: .*NOPE/),
    });
  });

  it('with something that is no WebSocket is out of the protocol', async () => {
    const tcp = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('SSH-2.0-nope\r\n');
    });
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    cleanups.push(async () => void tcp.close());
    const bot = await botAt({ url: `ws://127.0.0.1:${(tcp.address() as AddressInfo).port}` });
    expect(await gist(bot, 'x')).toBe('failure: protocol');
  });
});

it('takes no binary frame for text, and a message of exactly the bound', async () => {
  const { bot } = await scripted();
  expect(await gist(bot, 'binary')).toBe('failure: protocol');
  const text = JSON.stringify({ text: '奶粉' });
  const act = (_message: unknown, socket: WebSocket) => socket.send(text);
  expect(await gist((await serving(act, { max_reply_bytes: Buffer.byteLength(text) })).bot, 'x')).toBe('奶粉');
  expect(await gist((await serving(act, { max_reply_bytes: Buffer.byteLength(text) - 1 })).bot, 'x')).toBe('failure: oversize');
});
