/** Answers that are delivered: a small server of ours, to which the bot posts its reply. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CallbackConfig, HarnessError } from '../schema/index.js';
import { oversize } from './decode-reply.js';
import { compileExpression, type Expression } from './expression.js';
import { describeThrown } from './failure-text.js';
import { type HttpAnswer, isSuccess } from './http-exchange.js';
import { parseJson, type ReadingOptions, statusFailure, textOfBody } from './http-reading.js';
import type { Asked, HttpCall } from './http-service.js';
import { GRACE_MS, linkAbort, settledWithin } from './linked-abort.js';

type Delivered = Pick<HttpAnswer, 'headers' | 'body' | 'answeredAt'>;

export interface CallbackOptions {
  readonly maxBytes: number;
  readonly now: () => number;
  readonly reading: ReadingOptions;
}

interface Waiting {
  readonly resolve: (answer: Asked) => void;
  readonly reject: (reason: unknown) => void;
}

const HOST = '127.0.0.1';

/** Listens for answers and hands each to the call that waits for it. One that nobody waits for, or no longer, is refused. */
export class CallbackServer {
  private readonly server: Server;
  private readonly match: Expression;
  private readonly path: string;
  private readonly waiting = new Map<string, Waiting>();

  /** @throws HarnessError E_BOT_SPEC for a `match` that does not compile. */
  constructor(
    private readonly config: CallbackConfig,
    private readonly options: CallbackOptions,
  ) {
    this.match = compileExpression(config.match, 'http.callback.match');
    this.path = config.path ?? '/callback';
    this.server = createServer((request, response) => void this.receive(request, response));
  }

  /** @throws HarnessError E_BOT_START when the port cannot be had. */
  async open(): Promise<void> {
    const { port = 0, host = HOST } = this.config;
    try {
      await new Promise<void>((resolve, reject) => {
        this.server.once('error', reject);
        this.server.listen(port, host, resolve);
      });
    } catch (error) {
      const message = `cannot listen at ${host}:${port} for callbacks: ${describeThrown(error)}`;
      const mend = 'give http.callback another port, or none for any free one';
      throw new HarnessError({ code: 'E_BOT_START', field: 'http.callback', message, mend }, { cause: error });
    }
    this.server.on('error', () => undefined);
  }

  /** Where the bot is to post to; known once the server is open. */
  get url(): string {
    const { address, port, family } = this.server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}${this.path}`;
  }

  /**
   * Waits for the answer to one of `ids`; register before asking, for the answer may come first. Rejects with a BotFailure when what
   * came cannot be read, and with the signal's reason. After `forget`, or the answer, the ids are free again.
   */
  expect(ids: readonly string[], signal: AbortSignal): { readonly delivered: Promise<Asked>; readonly forget: () => void } {
    let forget: () => void = () => undefined;
    const delivered = new Promise<Asked>((resolve, reject) => {
      const waiting = { resolve, reject };
      const onAbort = () => reject(signal.reason);
      for (const id of ids) this.waiting.set(id, waiting);
      signal.addEventListener('abort', onAbort, { once: true });
      forget = () => {
        for (const id of ids) if (this.waiting.get(id) === waiting) this.waiting.delete(id);
        signal.removeEventListener('abort', onAbort);
      };
    });
    delivered.then(forget, forget);
    return { delivered, forget };
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://callback');
    if (url.pathname !== this.path || (request.method !== 'POST' && request.method !== 'PUT')) return refuse(response, 404);
    try {
      const body = await this.collect(request);
      const { headers } = request;
      const query = Object.fromEntries(url.searchParams);
      const delivered = body === undefined ? undefined : { headers, body, answeredAt: this.options.now() };
      await this.deliver(delivered, { query, headers }, response);
      // The rest of a body that is too long is not read.
      if (body === undefined) response.once('finish', () => request.destroy());
    } catch {
      if (!response.headersSent) refuse(response, 400);
    }
  }

  private async deliver(
    delivered: Delivered | undefined,
    bindings: Record<string, unknown>,
    response: ServerResponse,
  ): Promise<void> {
    let value: unknown;
    let failure: unknown = oversize(this.options.maxBytes);
    try {
      if (delivered !== undefined) value = this.parse(delivered);
      failure = delivered === undefined ? failure : undefined;
    } catch (error) {
      failure = error;
    }
    const matched = await this.match(value, bindings);
    const call = typeof matched === 'string' || typeof matched === 'number' ? this.waiting.get(String(matched)) : undefined;
    if (call === undefined) return refuse(response, 404);
    if (delivered === undefined || failure !== undefined) call.reject(failure);
    else call.resolve({ value, answeredAt: delivered.answeredAt });
    response.writeHead(204).end();
  }

  private parse({ headers, body }: Delivered): unknown {
    const { charset, excerpt } = this.options.reading;
    return parseJson(textOfBody(headers, body, charset), headers, excerpt);
  }

  /** Undefined when it is over the bound. */
  private async collect(request: IncomingMessage): Promise<Buffer | undefined> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > this.options.maxBytes) return undefined;
    }
    return Buffer.concat(chunks);
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}

/**
 * Asks, and waits until the answer is delivered, which may be before the bot has answered the request itself. Rejects as
 * {@link CallbackServer.expect}, and with a BotFailure when the bot did not take the request.
 */
export async function askByCallback(server: CallbackServer, call: HttpCall): Promise<Asked> {
  const posting = linkAbort(call.signal);
  const { delivered, forget } = server.expect(call.ids, call.signal);
  const posted = call.send(call.prepared, { signal: posting.signal }).then((answer) => {
    if (!isSuccess(answer.status)) throw statusFailure(answer, call.reading);
  });
  try {
    const asked = await Promise.race([delivered, posted.then(() => delivered)]);
    await settledWithin(posted, GRACE_MS);
    return asked;
  } finally {
    forget();
    posting.end();
  }
}
