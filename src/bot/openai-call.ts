/** One call for a completion: asked for whole, or as a stream of its pieces. */
import type { Pool } from 'undici';
import { oversize } from './decode-reply.js';
import { exchange, type HttpAnswer, isSuccess } from './http-exchange.js';
import { type ReadingOptions, readJson, statusFailure } from './http-reading.js';
import { GRACE_MS, linkAbort, settledWithin } from './linked-abort.js';
import { type Completed, completionOf } from './openai-answer.js';
import { CompletionStream } from './openai-stream.js';

export interface CompletionCall {
  readonly pool: Pool;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly now: () => number;
  /** Bytes that a reply may have. */
  readonly maxBytes: number;
  readonly reading: ReadingOptions;
  readonly stream: boolean;
}

/** Bytes of the stream for each byte that a reply may have: each word comes wrapped in an event. */
const STREAM_OVERHEAD = 64;

/** Rejects with a BotFailure, as the exchange and the reading do, or with the signal's reason. */
export function complete(call: CompletionCall, body: string, signal: AbortSignal): Promise<Completed> {
  return call.stream ? streamed(call, body, signal) : whole(call, body, signal);
}

async function whole({ pool, path, headers, now, maxBytes, reading }: CompletionCall, body: string, signal: AbortSignal) {
  const answer = await exchange(pool, { method: 'POST', path, headers, body }, { signal, now, maxBytes });
  return read(answer, reading);
}

function read(answer: HttpAnswer, reading: ReadingOptions): Completed {
  return { completion: completionOf(readJson(answer, reading)), answeredAt: answer.answeredAt };
}

async function streamed(call: CompletionCall, body: string, signal: AbortSignal): Promise<Completed> {
  const { pool, path, headers, now, maxBytes, reading } = call;
  const streaming = linkAbort(signal);
  const sink = new CompletionStream(maxBytes);
  const bounds = { signal: streaming.signal, now, maxBytes: maxBytes * STREAM_OVERHEAD, sink };
  const exchanged = exchange(pool, { method: 'POST', path, headers, body }, bounds).then((answer) => {
    if (!isSuccess(answer.status)) throw statusFailure(answer, reading);
    if (sink.started) return sink.finish(answer.answeredAt);
    // A server that does not stream answers whole.
    if (answer.body.length > maxBytes) throw oversize(maxBytes);
    return read(answer, reading);
  });
  try {
    const completed = await Promise.race([exchanged, sink.ended]);
    await settledWithin(exchanged, GRACE_MS);
    return completed;
  } finally {
    streaming.end();
  }
}
