/** What the parts of the HTTP adapter agree on: a service that can be asked, and one call of it. */
import type { BotRequest } from '../schema/index.js';
import type { BodySink, HttpAnswer } from './http-exchange.js';
import type { Excerpt, ReadingOptions } from './http-reading.js';
import type { PreparedRequest } from './http-request.js';

/** What a service answered, not yet decoded. */
export interface Asked {
  readonly value: unknown;
  /** When the request went out, where it had been held back. */
  readonly askedAt?: number;
  readonly answeredAt: number;
  readonly firstTokenAt?: number;
}

/** A service behind HTTP, however it is asked. */
export interface HttpService {
  /** For the manifest, without secrets. */
  readonly description: Readonly<Record<string, unknown>>;
  /** Values that no message and no reply may show. */
  readonly secrets: readonly string[];
  /** Makes foreign text harmless for a message about a conversation. */
  excerptFor(conversationId: string): Excerpt;
  open?(): Promise<void>;
  /** Rejects with a BotFailure, its message not yet masked, or with the signal's reason. */
  ask(request: BotRequest, signal: AbortSignal): Promise<Asked>;
  end?(conversationId: string): Promise<void>;
  close(): Promise<void>;
}

/** One call: its request ready to be sent, and the means to do so. */
export interface HttpCall {
  readonly prepared: PreparedRequest;
  /** Ids that an answer may name: of the request, and of the conversation. */
  readonly ids: readonly string[];
  readonly signal: AbortSignal;
  /** Bytes that a reply may have. */
  readonly maxBytes: number;
  readonly reading: ReadingOptions;
  /** Sends with the conversation's cookies and the call's bounds, unless others are given. */
  readonly send: (request: PreparedRequest, other?: OtherBounds) => Promise<HttpAnswer>;
}

export interface OtherBounds {
  readonly signal?: AbortSignal;
  readonly maxBytes?: number;
  readonly sink?: BodySink;
}
