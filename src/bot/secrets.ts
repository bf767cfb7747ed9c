/** Masks secrets in whatever leaves an adapter. What counts as one: values sent by `env:NAME`, and variables named like secrets. */
import type { BotReply } from '../schema/index.js';
import { clip, plainLine } from './failure-text.js';

export type Mask = (text: string) => string;

export const MASKED = '***';

/** Names of variables, headers, options and query parameters whose values are taken for secrets. */
export const SECRET_NAME = /key|token|secret|passw|(?<!^|^old)pwd|credential|authorization|cookie|private|dsn/i;

/** Shorter values are not looked for: they would hit ordinary words. */
const MIN_MESSAGE_SECRET = 4;
const MIN_REPLY_SECRET = 6;
/** A word of a longer value, such as the token after "Bearer". */
const MIN_WORD = 8;

/** The values of the variables that are named like secrets. */
export function environmentSecrets(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && value.length >= MIN_WORD && SECRET_NAME.test(name) ? [value] : [],
  );
}

/** The forms in which a secret may come back: as it is, its long words, and each escaped for JSON and URLs. */
function forms(secret: string): string[] {
  const words = secret.split(/\s+/).filter((word) => word.length >= MIN_WORD);
  return [secret, plainLine(secret), ...words].flatMap((form) => [
    form,
    JSON.stringify(form).slice(1, -1),
    encodeURIComponent(Buffer.from(form).toString()),
  ]);
}

/** Replaces every form of every secret by `***`, longest first. */
export function createMask(secrets: readonly string[], minLength = MIN_MESSAGE_SECRET): Mask {
  const looked = [...new Set(secrets.flatMap(forms))]
    .filter((form) => form.length >= minLength)
    .sort((a, b) => b.length - a.length);
  if (looked.length === 0) return (text) => text;
  return (text) => looked.reduce((out, form) => (out.includes(form) ? out.split(form).join(MASKED) : out), text);
}

/** Foreign text for a message: on one line, without control characters, masked, and only then clipped, so that no part stays. */
export function createExcerpt(secrets: readonly string[]): (text: string, length?: number) => string {
  const mask = createMask(secrets);
  return (text, length) => clip(mask(plainLine(mask(text))), length);
}

/** Masks the strings of a reply, for bots that were sent a secret and may echo it. `undefined` when there is nothing to mask. */
export function createReplyMask(secrets: readonly string[]): ((reply: BotReply) => BotReply) | undefined {
  if (!secrets.some((secret) => secret.length >= MIN_REPLY_SECRET)) return undefined;
  const mask = createMask(secrets, MIN_REPLY_SECRET);
  return (reply) => maskStrings(reply, mask) as BotReply;
}

/** A copy of a JSON value in which every string, keys included, is masked. */
export function maskStrings(value: unknown, mask: Mask): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskStrings(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [mask(key), maskStrings(item, mask)]));
}
