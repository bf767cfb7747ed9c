/** A streamed completion: its pieces joined; the first one stops the time to the first token. */
import type { IncomingHttpHeaders } from 'node:http';
import { TextDecoder } from 'node:util';
import { BotFailure } from '../schema/index.js';
import { oversize } from './decode-reply.js';
import { createEventCutter, type EventCutter, type StreamEvent } from './http-events.js';
import type { BodySink } from './http-exchange.js';
import { assertIdentity } from './http-reading.js';
import { assertNoError, type Completed, finishOf, firstChoice, isRecord } from './openai-answer.js';

export class CompletionStream implements BodySink {
  /** Settles at `[DONE]`, or not at all: the end of the body does as well. */
  readonly ended: Promise<Completed>;
  private done: (completed: Completed) => void = () => undefined;
  private decoder: TextDecoder | undefined;
  private readonly cutter: EventCutter;
  private readonly texts: string[] = [];
  private bytes = 0;
  private finishReason: string | undefined;
  private usage: unknown;
  private firstTokenAt: number | undefined;
  private doneAt: number | undefined;

  constructor(private readonly maxBytes: number) {
    this.cutter = createEventCutter('sse', 4 * maxBytes);
    this.ended = new Promise((resolve) => {
      this.done = resolve;
    });
  }

  readonly accepts = (headers: IncomingHttpHeaders): boolean => {
    if (!/^text\/event-stream\b/i.test(String(headers['content-type'] ?? ''))) return false;
    assertIdentity(headers);
    this.decoder = new TextDecoder('utf-8', { fatal: true });
    return true;
  };

  /** True when the answer is a stream. */
  get started(): boolean {
    return this.decoder !== undefined;
  }

  /** @throws BotFailure for an event that is no piece of a completion, and for a text over the bound. */
  readonly push = (chunk: Buffer, at: number): void => {
    this.take(() => this.cutter.push(this.decode(chunk)), at);
  };

  /** After the last byte. @throws BotFailure `protocol` when neither [DONE] nor a finish_reason had come. */
  finish(at: number): Completed {
    if (this.doneAt === undefined) this.take(() => [...this.cutter.push(this.decode()), ...this.cutter.end()], at);
    if (this.doneAt === undefined && this.finishReason === undefined)
      throw new BotFailure('protocol', 'the stream ended before its end was said ([DONE])');
    return this.completed(this.doneAt ?? at);
  }

  private completed(answeredAt: number): Completed {
    const completion = { content: this.texts.join(''), finish: this.finishReason, usage: this.usage };
    return { completion, answeredAt, ...(this.firstTokenAt === undefined ? {} : { firstTokenAt: this.firstTokenAt }) };
  }

  private decode(chunk?: Buffer): string {
    try {
      return this.decoder?.decode(chunk, { stream: chunk !== undefined }) ?? '';
    } catch {
      throw new BotFailure('protocol', 'the stream is not UTF-8');
    }
  }

  private take(cut: () => readonly StreamEvent[], at: number): void {
    let events: readonly StreamEvent[];
    try {
      events = cut();
    } catch (error) {
      throw error instanceof RangeError ? oversize(this.maxBytes) : error;
    }
    for (const { data } of events) if (this.doneAt === undefined) this.read(data, at);
  }

  private read(data: string, at: number): void {
    if (data.trim() === '[DONE]') {
      this.doneAt = at;
      this.done(this.completed(at));
      return;
    }
    const body = pieceOf(data);
    assertNoError(body);
    // The usage comes in an event of its own, without a choice; some servers send it as null before.
    if (isRecord(body) && isRecord(body.usage)) this.usage = body.usage;
    const choice = firstChoice(body);
    this.finishReason = finishOf(choice) ?? this.finishReason;
    const delta = choice?.delta;
    const text = isRecord(delta) ? (delta.content ?? delta.refusal) : undefined;
    if (typeof text === 'string' && text !== '') this.join(text, at);
  }

  private join(text: string, at: number): void {
    this.firstTokenAt ??= at;
    this.bytes += Buffer.byteLength(text);
    if (this.bytes > this.maxBytes) throw oversize(this.maxBytes);
    this.texts.push(text);
  }
}

function pieceOf(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw new BotFailure('protocol', 'an event of the stream is not JSON', { cause });
  }
}
