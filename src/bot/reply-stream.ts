/** Joins a streamed reply: text chunks and partial replies become one value, within bounds of size and time. */
import { BotFailure, type BotReply, botReplySchema } from '../schema/index.js';
import { oversize } from './decode-reply.js';
import { untilAborted } from './until-aborted.js';

export interface StreamedReply {
  /** Not yet decoded. */
  readonly value: Record<string, unknown>;
  /** Absent when nothing came. */
  readonly firstTokenAt?: number;
  readonly answeredAt: number;
}

export interface StreamBounds {
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly maxBytes: number;
}

const FIELDS = (Object.keys(botReplySchema.shape) as (keyof BotReply)[]).filter((key) => key !== 'text');

/**
 * Strings are joined. An object's fields replace earlier ones; its `text` is the whole text when strings came before it, else a
 * chunk to join. What a generator returns counts as its last chunk. A stream without text gives the empty text.
 * @throws BotFailure `oversize`, `protocol` (a chunk that is neither); the signal's reason; whatever the stream throws.
 *   In each case the iterator's `return()` is called.
 */
export async function collectStream(stream: AsyncIterable<unknown>, bounds: StreamBounds): Promise<StreamedReply> {
  const iterator = stream[Symbol.asyncIterator]();
  try {
    return await untilAborted(bounds.signal, drain(iterator, bounds));
  } catch (error) {
    endQuietly(iterator);
    throw error;
  }
}

async function drain(iterator: AsyncIterator<unknown>, { signal, now, maxBytes }: StreamBounds): Promise<StreamedReply> {
  const joined = new JoinedReply(maxBytes);
  let firstTokenAt: number | undefined;
  for (;;) {
    const step = await iterator.next();
    const at = now();
    signal.throwIfAborted();
    if (step.value !== '' && step.value !== undefined) firstTokenAt ??= at;
    if (step.done !== true || step.value !== undefined) joined.add(step.value);
    if (step.done === true) {
      return { value: joined.value(), answeredAt: at, ...(firstTokenAt === undefined ? {} : { firstTokenAt }) };
    }
  }
}

/** A stream that is given up may still be waiting for something; its end is neither awaited nor of interest. */
function endQuietly(iterator: AsyncIterator<unknown>): void {
  const ended = (async () => iterator.return?.())();
  ended.catch(() => undefined);
}

class JoinedReply {
  private readonly chunks: string[] = [];
  private readonly fields: Record<string, unknown> = {};
  private count = 0;
  private bytes = 0;
  private anyString = false;

  constructor(private readonly maxBytes: number) {}

  add(chunk: unknown): void {
    this.count += 1;
    if (typeof chunk === 'string') {
      this.anyString = true;
      this.join(chunk);
    } else if (typeof chunk === 'object' && chunk !== null && !Array.isArray(chunk)) this.merge(chunk as Partial<BotReply>);
    else {
      const got = chunk === null ? 'null' : Array.isArray(chunk) ? 'a list' : typeof chunk;
      throw new BotFailure('protocol', `chunk ${this.count} of the stream: expected text or a partial reply, got ${got}`);
    }
  }

  value(): Record<string, unknown> {
    return { ...this.fields, text: this.chunks.join('') };
  }

  private merge(partial: Partial<BotReply>): void {
    for (const field of FIELDS) if (partial[field] !== undefined) this.fields[field] = partial[field];
    const { text } = partial;
    if (text !== undefined && typeof text !== 'string') {
      throw new BotFailure('protocol', `chunk ${this.count} of the stream: text: expected a string`);
    }
    if (this.anyString && text !== undefined) {
      this.chunks.length = 0;
      this.bytes = 0;
    }
    this.join(text ?? '');
  }

  /** Chunks are bounded in number as well, so that an endless stream of nothing ends too. */
  private join(text: string): void {
    this.bytes += Buffer.byteLength(text);
    if (this.bytes > this.maxBytes || this.count > this.maxBytes) throw oversize(this.maxBytes);
    if (text !== '') this.chunks.push(text);
  }
}
