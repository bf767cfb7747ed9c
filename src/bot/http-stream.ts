/** Streamed replies over HTTP: the settings compiled, a stream asked for and read to its end. */
import { BotFailure, type StreamConfig } from '../schema/index.js';
import { compileExpression } from './expression.js';
import { isSuccess } from './http-exchange.js';
import { compileMap } from './http-map.js';
import { statusFailure, textOfBody } from './http-reading.js';
import type { Asked, HttpCall } from './http-service.js';
import { type CompiledStream, StreamReader } from './http-stream-reader.js';
import { GRACE_MS, linkAbort, settledWithin } from './linked-abort.js';

/** Bytes of the stream for each byte that a reply may have: each word comes wrapped in an event. */
const STREAM_OVERHEAD = 64;

/** Data that ends a stream by being there, not by what an expression says of it. */
const MARK = /^\[[A-Z_]+\]$/;

/** @throws HarnessError E_BOT_SPEC for an expression that does not compile. */
export function compileStream({ format, delta, done, final }: StreamConfig, join: string | undefined): CompiledStream {
  const mark = done !== undefined && MARK.test(done);
  return {
    format,
    delta: delta === undefined ? undefined : compileExpression(delta, 'http.stream.delta'),
    done: done === undefined || mark ? undefined : compileExpression(done, 'http.stream.done'),
    doneMark: mark ? done : undefined,
    final: final === undefined ? undefined : compileMap(final, { field: 'http.stream.final', join }),
  };
}

/**
 * Asks, and reads the stream until its end, or the event that says so. Rejects with a BotFailure: `oversize` for a text over the
 * bound, or a stream over 64 times as much; `protocol` for what is no such stream, or ends too early; and as the exchange does.
 */
export async function askByStream(stream: CompiledStream, call: HttpCall): Promise<Asked> {
  const { maxBytes, reading } = call;
  const streaming = linkAbort(call.signal);
  const sink = new StreamReader(stream, { maxBytes, charset: reading.charset });
  const bounds = { signal: streaming.signal, maxBytes: maxBytes * STREAM_OVERHEAD, sink };
  const exchanged = call.send(call.prepared, bounds).then((answer) => {
    if (!isSuccess(answer.status)) throw statusFailure(answer, reading);
    if (!sink.started) {
      const type = String(answer.headers['content-type'] ?? 'no content type');
      const quoted = reading.excerpt(textOfBody(answer.headers, answer.body, reading.charset));
      throw new BotFailure('protocol', `the body is no event stream (${type}): ${quoted}`);
    }
    return sink.finish(answer.answeredAt);
  });
  try {
    await Promise.race([exchanged, sink.ended]);
    await settledWithin(exchanged, GRACE_MS);
    return await sink.value();
  } finally {
    streaming.end();
  }
}
