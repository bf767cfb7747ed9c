/** One WebSocket connection: opened, pinged, its frames bounded, and its end put into the words of a failure. */
import type { ClientRequest, IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { BotFailure } from '../schema/index.js';
import { oversize } from './decode-reply.js';
import { describeThrown } from './failure-text.js';
import { statusFailure } from './http-reading.js';

export interface LinkOptions {
  readonly url: string;
  readonly subprotocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes that a message may have. */
  readonly maxBytes: number;
  readonly pingMs?: number | undefined;
  readonly excerpt: (text: string, length?: number) => string;
}

export interface LinkEvents {
  /** A text message, its bytes valid UTF-8. */
  readonly text: (text: string) => void;
  /** Once, when the connection is over or could not be opened. */
  readonly over: (failure: BotFailure) => void;
}

const HANDSHAKE_LIMIT_MS = 30_000;
const MAX_ERROR_BYTES = 65_536;

export class SocketLink {
  /** Resolves when the connection stands; rejects with the failure of {@link LinkEvents.over}. */
  readonly opened: Promise<void>;
  private readonly socket: WebSocket;
  private readonly whenClosed: Promise<void>;
  private rejectOpened: (failure: BotFailure) => void = () => undefined;
  private finished = false;
  private pinging: NodeJS.Timeout | undefined;
  private heard = true;

  constructor(
    private readonly options: LinkOptions,
    private readonly events: LinkEvents,
  ) {
    const { url, subprotocols = [], headers = {}, maxBytes } = options;
    this.socket = new WebSocket(url, [...subprotocols], {
      headers,
      maxPayload: maxBytes,
      perMessageDeflate: false,
      handshakeTimeout: HANDSHAKE_LIMIT_MS,
    });
    this.opened = new Promise((resolve, reject) => {
      this.rejectOpened = reject;
      this.socket.once('open', resolve);
    });
    // Whoever waits hears of it; when nobody does, `over` has told.
    this.opened.catch(() => undefined);
    this.whenClosed = new Promise((resolve) => this.socket.once('close', () => resolve()));
    this.listen();
  }

  get alive(): boolean {
    return !this.finished;
  }

  send(text: string): void {
    this.socket.send(text, (error) => {
      if (error) this.finish(faultOf(error, this.options.maxBytes));
    });
  }

  /** Gives the connection up at once; the failure goes to whoever still waits. */
  async drop(failure = new BotFailure('transport', 'the connection is closed')): Promise<void> {
    this.finish(failure);
    await this.whenClosed;
  }

  private listen(): void {
    const { socket, options, events } = this;
    socket.on('message', (data: Buffer, binary: boolean) => {
      if (this.finished) return;
      this.heard = true;
      if (binary) this.finish(new BotFailure('protocol', 'a binary frame, expected text'));
      else events.text(data.toString('utf8'));
    });
    socket.on('pong', () => {
      this.heard = true;
    });
    socket.once('open', () => this.startPinging());
    socket.on('error', (error) => this.finish(faultOf(error, options.maxBytes)));
    socket.once('close', (code, reason) => {
      const why = options.excerpt(reason.toString('utf8'));
      this.finish(new BotFailure('transport', `the connection was closed (${code})${why === '' ? '' : `: ${why}`}`));
    });
    socket.on('unexpected-response', (request, response) => this.refuse(request, response));
  }

  private startPinging(): void {
    const { pingMs } = this.options;
    if (pingMs === undefined || this.finished) return;
    this.pinging = setInterval(() => {
      if (!this.heard) {
        this.finish(new BotFailure('transport', `the connection is dead: no pong in ${pingMs} ms`));
        return;
      }
      this.heard = false;
      this.socket.ping();
    }, pingMs);
  }

  /** The server answers the handshake with another status than 101: a bounded part of the body is quoted. */
  private refuse(request: ClientRequest, response: IncomingMessage): void {
    const parts: Buffer[] = [];
    let bytes = 0;
    const done = (): void => {
      const { statusCode: status = 0, headers } = response;
      const answer = { status, headers, body: Buffer.concat(parts), answeredAt: 0 };
      this.finish(statusFailure(answer, { excerpt: this.options.excerpt }));
      request.destroy();
    };
    response.on('data', (part: Buffer) => {
      parts.push(part);
      bytes += part.length;
      if (bytes > MAX_ERROR_BYTES) done();
    });
    response.once('end', done);
    response.once('error', done);
  }

  private finish(failure: BotFailure): void {
    if (this.finished) return;
    this.finished = true;
    clearInterval(this.pinging);
    this.rejectOpened(failure);
    this.events.over(failure);
    this.socket.terminate();
  }
}

/** What `ws` and the socket beneath it report, as a failure; the message is not yet masked. */
function faultOf(error: Error, maxBytes: number): BotFailure {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return oversize(maxBytes);
  if (code === 'WS_ERR_INVALID_UTF8') return new BotFailure('protocol', 'a frame is not UTF-8');
  const words = describeThrown(error);
  if (code.startsWith('WS_ERR_') || code.startsWith('HPE_')) return new BotFailure('protocol', `no WebSocket: ${words}`);
  if (/^(Invalid|Server sent)/.test(words)) return new BotFailure('protocol', `the handshake failed: ${words}`);
  return new BotFailure('transport', `the connection failed: ${words === '' || words === 'AggregateError' ? code : words}`);
}
