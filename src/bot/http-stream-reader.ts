/** Reads one stream: events become a text, the first of them stops the time to the first token. */
import type { IncomingHttpHeaders } from 'node:http';
import { TextDecoder } from 'node:util';
import { BotFailure, type StreamConfig } from '../schema/index.js';
import { oversize } from './decode-reply.js';
import { type Expression, holds } from './expression.js';
import { createEventCutter, type EventCutter, type StreamEvent } from './http-events.js';
import type { BodySink } from './http-exchange.js';
import type { ReplyMap } from './http-map.js';
import { assertIdentity, type Charset, charsetOf } from './http-reading.js';
import type { Asked } from './http-service.js';

export interface CompiledStream {
  readonly format: StreamConfig['format'];
  readonly delta: Expression | undefined;
  readonly done: Expression | undefined;
  /** Data that ends the stream, such as [DONE]. */
  readonly doneMark: string | undefined;
  readonly final: ReplyMap | undefined;
}

interface Arrived extends StreamEvent {
  readonly at: number;
}

/** Reads one stream. Expressions are asynchronous, so that events wait in line; times are those of their arrival. */
export class StreamReader implements BodySink {
  /** Settles when the event came that ends the stream, or one that breaks it. */
  readonly ended: Promise<void>;
  private endNow: () => void = () => undefined;
  private fail: (reason: unknown) => void = () => undefined;
  private readonly waiting: Arrived[] = [];
  private pumping: Promise<void> | undefined;
  private decoder: TextDecoder | undefined;
  private readonly cutter: EventCutter;
  private readonly texts: string[] = [];
  private bytes = 0;
  private any = false;
  private last: { readonly input: unknown; readonly bindings: Readonly<Record<string, unknown>> } | undefined;
  private firstTokenAt: number | undefined;
  private doneAt: number | undefined;

  constructor(
    private readonly stream: CompiledStream,
    private readonly options: { readonly maxBytes: number; readonly charset?: Charset | undefined },
  ) {
    this.cutter = createEventCutter(stream.format, 4 * options.maxBytes);
    this.ended = new Promise((resolve, reject) => {
      this.endNow = resolve;
      this.fail = reject;
    });
    // It is raced against the body; when that ends first, nobody looks here.
    this.ended.catch(() => undefined);
  }

  readonly accepts = (headers: IncomingHttpHeaders): boolean => {
    const type = String(headers['content-type'] ?? '');
    if (this.stream.format === 'sse' && !/^text\/event-stream\b/i.test(type)) return false;
    assertIdentity(headers);
    this.decoder = new TextDecoder(this.options.charset ?? charsetOf(headers), { fatal: true });
    return true;
  };

  /** True when the answer is a stream of the format. */
  get started(): boolean {
    return this.decoder !== undefined;
  }

  readonly push = (chunk: Buffer, at: number): void => {
    this.take(() => this.cutter.push(this.decode(chunk)), at);
  };

  /** After the last byte. @throws BotFailure as {@link StreamReader.value}. */
  async finish(at: number): Promise<void> {
    if (this.doneAt === undefined) this.take(() => [...this.cutter.push(this.decode()), ...this.cutter.end()], at);
    await this.pumping;
    if (this.doneAt !== undefined) return;
    if (this.stream.done !== undefined || this.stream.doneMark !== undefined) {
      throw new BotFailure('protocol', 'the stream ended before its end was said (done)');
    }
    this.doneAt = at;
  }

  /** The joined reply, once the stream has ended. @throws BotFailure of the final map. */
  async value(): Promise<Asked> {
    const { texts, last, firstTokenAt, doneAt } = this;
    const fields = last === undefined ? {} : await this.stream.final?.(last.input, last.bindings);
    const value = { ...(this.any ? { text: texts.join('') } : {}), ...fields };
    return { value, answeredAt: doneAt ?? 0, ...(firstTokenAt === undefined ? {} : { firstTokenAt }) };
  }

  private decode(chunk?: Buffer): string {
    try {
      return this.decoder?.decode(chunk, { stream: chunk !== undefined }) ?? '';
    } catch {
      throw new BotFailure('protocol', `the stream is not ${this.decoder?.encoding.toUpperCase()}`);
    }
  }

  private take(cut: () => readonly StreamEvent[], at: number): void {
    try {
      for (const event of cut()) this.waiting.push({ ...event, at });
    } catch (error) {
      throw error instanceof RangeError ? oversize(this.options.maxBytes) : error;
    }
    if (this.waiting.length === 0) return;
    this.pumping ??= this.pump().finally(() => {
      this.pumping = undefined;
    });
    this.pumping.catch(this.fail);
  }

  private async pump(): Promise<void> {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      if (this.doneAt === undefined) await this.read(next);
    }
  }

  private async read({ data, event, at }: Arrived): Promise<void> {
    const { delta, done, doneMark } = this.stream;
    if (doneMark !== undefined && data.trim() === doneMark) return this.end(at);
    const input = jsonOrText(data, this.stream.format);
    const bindings = { event, data };
    this.last = { input, bindings };
    this.join(delta === undefined ? data : await delta(input, bindings), at);
    if (done !== undefined && holds(await done(input, bindings))) this.end(at);
  }

  private end(at: number): void {
    this.doneAt = at;
    this.endNow();
  }

  private join(given: unknown, at: number): void {
    if (given === undefined || given === null) return;
    const text = Array.isArray(given) ? given.join('') : given;
    if (typeof text !== 'string')
      throw new BotFailure('protocol', `text: http.stream.delta gave a ${typeof text}, expected text`);
    this.any = true;
    if (text === '') return;
    this.firstTokenAt ??= at;
    this.bytes += Buffer.byteLength(text);
    if (this.bytes > this.options.maxBytes) throw oversize(this.options.maxBytes);
    this.texts.push(text);
  }
}

/** Lines are JSON; the data of a server-sent event mostly is. */
function jsonOrText(data: string, format: StreamConfig['format']): unknown {
  if (format === 'text') return data;
  try {
    return JSON.parse(data);
  } catch {
    if (format === 'sse') return data;
    throw new BotFailure('protocol', 'a line of the stream is not JSON');
  }
}
