/**
 * Adapter for bots behind a WebSocket: each turn is a message with the request, the answer one with the reply, or chunks before it.
 *
 * A connection belongs to a conversation, or all share one. After a drop the next call opens another. A call that is given up leaves
 * the connection alone, for its late answer is known by its id; where the bot sends no ids, the connection is replaced instead.
 */
import { type BotAnswer, type BotConfig, BotFailure, type BotPort, type BotRequest, type CallContext } from '../schema/index.js';
import { type BotContext, MANY_IN_FLIGHT, MAX_REPLY_BYTES } from './context.js';
import { decodeReply } from './decode-reply.js';
import { createEndpoint, type Endpoint, maskedFailure } from './endpoint.js';
import { describeSecret, secretSetting } from './env-setting.js';
import { SocketCalls } from './socket-calls.js';
import type { SocketReply } from './socket-chunks.js';
import { type LinkOptions, SocketLink } from './socket-link.js';
import { untilAborted } from './until-aborted.js';
import { wireRequest } from './wire-request.js';

type WebsocketConfig = NonNullable<BotConfig['websocket']>;

/** @throws HarnessError E_BOT_SPEC for credentials in the URL, a missing environment variable or an impossible header. */
export function createWebsocketBot(config: BotConfig, context: BotContext): BotPort {
  if (config.websocket === undefined) throw new TypeError('a WebSocket bot needs its websocket section');
  return new WebsocketBot(config.name, config.websocket, context);
}

/** A connection and what is under way on it. */
interface Line {
  readonly link: SocketLink;
  readonly calls: SocketCalls;
  /** Calls that wait for it to open. */
  waiting: number;
}

const SHARED = '';

class WebsocketBot implements BotPort {
  readonly maxInFlight = MANY_IN_FLIGHT;
  readonly description: Readonly<Record<string, unknown>>;
  private readonly endpoint: Endpoint;
  private readonly linkOptions: LinkOptions;
  private readonly maxBytes: number;
  private readonly shared: boolean;
  private readonly now: () => number;
  /** By conversation; all under one key when they share it. */
  private readonly lines = new Map<string, Line>();
  private closed = false;

  constructor(
    readonly name: string,
    { url, connection = 'conversation', subprotocols = [], headers = {}, ping_ms: pingMs, max_reply_bytes }: WebsocketConfig,
    { env, now }: BotContext,
  ) {
    const offered = subprotocols.map((text, i) => secretSetting(text, `websocket.subprotocols[${i}]`, env));
    const secrets = offered.filter((text, i) => text !== subprotocols[i]);
    this.endpoint = createEndpoint({ section: 'websocket', url, headers, env, secrets });
    this.maxBytes = max_reply_bytes ?? MAX_REPLY_BYTES;
    this.shared = connection === 'shared';
    this.now = now;
    const configured = new Set(Object.keys(headers).map((key) => key.toLowerCase()));
    const sent = Object.fromEntries(Object.entries(this.endpoint.headers).filter(([key]) => configured.has(key)));
    const { maxBytes, endpoint } = this;
    this.linkOptions = { url, subprotocols: offered, headers: sent, maxBytes, pingMs, excerpt: endpoint.excerpt };
    this.description = {
      adapter: 'websocket',
      ...endpoint.description,
      connection,
      ...(subprotocols.length === 0 ? {} : { subprotocols: subprotocols.map(showSubprotocol) }),
    };
  }

  /** Rejects with a BotFailure (`transport`, `bot`, `protocol`, `oversize`), or with the signal's reason. */
  async reply(request: BotRequest, { signal }: CallContext): Promise<BotAnswer> {
    signal.throwIfAborted();
    try {
      const key = this.shared ? SHARED : request.conversation_id;
      const line = this.workingLine(key);
      await this.untilOpen(key, line, signal);
      const { value, ...times } = await this.ask(line, request, signal);
      const reply = decodeReply(value, { id: request.id, maxBytes: this.maxBytes });
      return { reply: this.endpoint.maskReply(reply), ...times };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof BotFailure)) throw error;
      throw maskedFailure(error, this.endpoint.excerpt);
    }
  }

  async endConversation(conversationId: string): Promise<void> {
    if (!this.shared) await this.drop(conversationId);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.lines.keys()].map((key) => this.drop(key)));
  }

  /** The open connection; a new one when there is none, or when an answer without an id could still come on it. */
  private workingLine(key: string): Line {
    if (this.closed) throw new BotFailure('transport', 'the bot is closed');
    const line = this.lines.get(key);
    if (line !== undefined && (line.calls.owing === 0 || line.calls.sawIds || line.calls.size > 0)) return line;
    if (line !== undefined) void this.drop(key);
    return this.connect(key);
  }

  private connect(key: string): Line {
    const calls = new SocketCalls(this.maxBytes);
    const link = new SocketLink(this.linkOptions, {
      text: (text) => this.onText(line, text),
      over: (failure) => {
        if (this.lines.get(key) === line) this.lines.delete(key);
        // Of several calls nobody can tell which one it was: each may be tried again.
        const shared = calls.size > 1 && failure.kind !== 'transport';
        calls.failAll(shared ? new BotFailure('transport', `the shared connection is gone: ${failure.message}`) : failure);
      },
    });
    const line: Line = { link, calls, waiting: 0 };
    this.lines.set(key, line);
    return line;
  }

  private async untilOpen(key: string, line: Line, signal: AbortSignal): Promise<void> {
    line.waiting += 1;
    try {
      await untilAborted(signal, line.link.opened);
    } catch (error) {
      // A handshake that nobody waits for any more would be found hanging by the next call.
      if (line.waiting === 1 && line.link.alive && this.lines.get(key) === line) void this.drop(key);
      throw error;
    } finally {
      line.waiting -= 1;
    }
  }

  private ask({ link, calls }: Line, request: BotRequest, signal: AbortSignal): Promise<SocketReply> {
    return new Promise((settle, fail) => {
      if (!link.alive) throw new BotFailure('transport', 'the connection was closed');
      const onAbort = () => {
        calls.giveUp(request.id);
        fail(signal.reason);
      };
      const ending =
        <T>(end: (value: T) => void) =>
        (value: T): void => {
          signal.removeEventListener('abort', onAbort);
          end(value);
        };
      signal.addEventListener('abort', onAbort, { once: true });
      calls.add(request.id, { resolve: ending(settle), reject: ending(fail) });
      link.send(JSON.stringify(wireRequest(request)));
    });
  }

  private onText({ link, calls }: Line, text: string): void {
    const at = this.now();
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      calls.unreadable(new BotFailure('protocol', `a frame is not JSON: ${this.endpoint.excerpt(text)}`));
      return;
    }
    try {
      calls.take(value, at);
    } catch (error) {
      if (!(error instanceof BotFailure)) throw error;
      // It is in full flow, and would go on: nobody reads it any more.
      void link.drop();
    }
  }

  private async drop(key: string): Promise<void> {
    const line = this.lines.get(key);
    this.lines.delete(key);
    await line?.link.drop();
  }
}

/** A literal subprotocol is a name, not a secret. */
const showSubprotocol = (text: string): string => (text.startsWith('env:') ? describeSecret(text) : text);
