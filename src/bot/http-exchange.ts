/** One HTTP exchange on a pool: sends a body, collects the bounded answer, takes the time, and lets go of the socket on abort. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { BotFailure } from '../schema/index.js';
import { oversize } from './decode-reply.js';
import { describeThrown } from './failure-text.js';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Taken when the last byte was there. */
  readonly answeredAt: number;
}

export interface ExchangeOptions {
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly maxBytes: number;
  /** Takes the body as it comes; `maxBytes` then bounds all of it together. */
  readonly sink?: BodySink | undefined;
}

/** A reader of a body that is still coming. What it throws ends the exchange. */
export interface BodySink {
  /** False leaves the body of this 2xx answer to be collected as ever. */
  readonly accepts: (headers: IncomingHttpHeaders) => boolean;
  /** `at` is when the chunk was there. */
  readonly push: (chunk: Buffer, at: number) => void;
}

/** The body of an error answer is quoted, not decoded: no more of it is read. */
const MAX_ERROR_BYTES = 65_536;

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/**
 * @throws BotFailure `transport` when the exchange breaks down, `protocol` when it is no HTTP, `oversize` beyond the bound (reading
 *   stops there); the signal's reason on abort. The messages are not yet masked.
 */
export function exchange(pool: Dispatcher, request: Dispatcher.DispatchOptions, options: ExchangeOptions): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    options.signal.throwIfAborted();
    const handler = new ExchangeHandler(options, resolve, reject);
    options.signal.addEventListener('abort', handler.onAbort, { once: true });
    pool.dispatch(request, handler);
  });
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private status = 0;
  private headers: IncomingHttpHeaders = {};
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private done = false;
  private sink: BodySink | undefined;

  constructor(
    private readonly options: ExchangeOptions,
    private readonly resolve: (answer: HttpAnswer) => void,
    private readonly reject: (reason: unknown) => void,
  ) {}

  readonly onAbort = (): void => this.giveUp(this.options.signal.reason);

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.done) controller.abort(new Error('given up before it was sent'));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
    if (!isSuccess(status)) return;
    if (Number(headers['content-length'] ?? 0) > this.options.maxBytes) this.giveUp(oversize(this.options.maxBytes));
    else if (this.options.sink?.accepts(headers)) this.sink = this.options.sink;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.done) return;
    this.bytes += chunk.length;
    if (this.sink === undefined) this.chunks.push(chunk);
    else this.pour(this.sink, chunk);
    if (isSuccess(this.status)) {
      if (this.bytes > this.options.maxBytes) this.giveUp(oversize(this.options.maxBytes));
    } else if (this.bytes > MAX_ERROR_BYTES) {
      this.complete();
      this.controller?.abort(new Error('the rest of an error answer is not read'));
    }
  }

  onResponseEnd(): void {
    this.complete();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.settle()) this.reject(faultOf(error));
  }

  private pour(sink: BodySink, chunk: Buffer): void {
    try {
      sink.push(chunk, this.options.now());
    } catch (error) {
      this.giveUp(error);
    }
  }

  private complete(): void {
    const answeredAt = this.options.now();
    if (!this.settle()) return;
    const [first, ...rest] = this.chunks;
    const body = first !== undefined && rest.length === 0 ? first : Buffer.concat(this.chunks);
    const answer = { status: this.status, headers: this.headers, body, answeredAt };
    // The pool frees the connection in an immediate of its own, set after this; a call before that would open a second connection,
    // which a server of one thread does not answer while it keeps the first.
    queueMicrotask(() => setImmediate(this.resolve, answer));
  }

  private giveUp(reason: unknown): void {
    if (!this.settle()) return;
    this.reject(reason);
    this.controller?.abort(new Error('given up'));
  }

  /** True for the first of the possible ends. */
  private settle(): boolean {
    if (this.done) return false;
    this.done = true;
    this.options.signal.removeEventListener('abort', this.onAbort);
    return true;
  }
}

/** The request may not have arrived, or its answer not come back; but a server that speaks no HTTP will not learn it by a retry. */
function faultOf(error: Error): BotFailure {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const words = describeThrown(error);
  const message = words.includes(code) ? words : `${code}: ${words}`;
  if (code.startsWith('HPE_') || error.name === 'HTTPParserError')
    return new BotFailure('protocol', `no HTTP: ${message}`, { cause: error });
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return new BotFailure('oversize', `the headers of the answer are too long (${code})`);
  return new BotFailure('transport', `the connection failed: ${message}`, { cause: error });
}
