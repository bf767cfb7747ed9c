/** The chunks of one reply that comes in pieces over a socket. */
import { oversize } from './decode-reply.js';

/** What came for a call, not yet decoded. */
export interface SocketReply {
  readonly value: unknown;
  readonly answeredAt: number;
  readonly firstTokenAt?: number;
}

export interface Chunks {
  /** @throws BotFailure `oversize` when the chunks together are over the bound, in bytes or in number. */
  readonly add: (delta: string, at: number) => void;
  /** The whole reply: the last message, and the joined chunks as its text unless it has one of its own. */
  readonly finish: (last: unknown, at: number) => SocketReply;
}

/** Collects for one call. The first chunk that is not empty is the first token. */
export function collectedChunks(maxBytes: number): Chunks {
  const parts: string[] = [];
  let bytes = 0;
  let count = 0;
  let firstTokenAt: number | undefined;
  return {
    add(delta, at) {
      bytes += Buffer.byteLength(delta);
      count += 1;
      if (bytes > maxBytes || count > maxBytes) throw oversize(maxBytes);
      if (delta === '') return;
      firstTokenAt ??= at;
      parts.push(delta);
    },
    finish(last, answeredAt) {
      const fields = typeof last === 'object' && last !== null && !Array.isArray(last) ? last : undefined;
      const value = count > 0 && fields !== undefined && !('text' in fields) ? { ...fields, text: parts.join('') } : last;
      return { value, answeredAt, ...(firstTokenAt === undefined ? {} : { firstTokenAt }) };
    },
  };
}
