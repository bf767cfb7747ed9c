/** What the templates of an HTTP bot can name: the turn, and what is new with each call. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { BotRequest } from '../schema/index.js';
import type { NameKind, Scope } from './http-template.js';
import { wireRequest } from './wire-request.js';

/** Names that stand for the conversation and the moment; known to every request. */
export const MOMENT_NAMES = {
  conversation_id: 'plain',
  timestamp: 'plain',
  timestamp_ms: 'plain',
  iso_time: 'plain',
  china_time: 'plain',
  nonce: 'plain',
  uuid: 'plain',
} as const satisfies Record<string, NameKind>;

/** Names that stand for the turn. */
export const TURN_NAMES = {
  utterance: 'plain',
  turn: 'plain',
  id: 'plain',
  lang: 'plain',
  history: 'any',
  request: 'any',
} as const satisfies Record<string, NameKind>;

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The moment of a request, one for all its templates: the epoch in seconds and milliseconds, ISO 8601 to the second, fresh random. */
export function momentScope(conversationId: string, epochMs: number = Date.now()): Scope {
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  return {
    conversation_id: conversationId,
    timestamp: Math.floor(epochMs / 1000),
    timestamp_ms: epochMs,
    iso_time: `${iso(epochMs)}Z`,
    china_time: iso(epochMs + CHINA_OFFSET_MS).replace(/\D/g, ''),
    nonce: randomBytes(16).toString('hex'),
    uuid: randomUUID(),
  };
}

/** The protocol's keys of a request and nothing else, whatever the caller's object carries. */
export function turnScope(request: BotRequest): Scope {
  const wire = wireRequest(request);
  const { utterance, turn, id, lang, history } = wire;
  return { utterance, turn, id, lang, history, request: wire };
}
