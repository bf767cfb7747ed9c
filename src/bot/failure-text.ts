/** Text for failure messages: foreign text made harmless for one line of a terminal, and thrown values put into words. */

import { stripVTControlCharacters } from 'node:util';

/** Code points of foreign text that a message quotes at most. */
export const SNIPPET_LENGTH = 300;

/** C0, DEL, C1, line separators, and the marks that reorder or hide text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g;

/** `text` on one line without terminal sequences and control characters; white space collapsed, ends trimmed. */
export function plainLine(text: string): string {
  return stripVTControlCharacters(text).replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim();
}

/** The first `length` code points of `text`, with `…` when there were more. */
export function clip(text: string, length = SNIPPET_LENGTH): string {
  if (text.length <= length) return text;
  const points = Array.from(text.slice(0, 2 * length + 2));
  return points.length <= length ? text : `${points.slice(0, length).join('')}…`;
}

/** What was thrown, in words: an error's message, else the value. Never throws, whatever was thrown. */
export function describeThrown(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return thrown.message === '' ? thrown.name : String(thrown.message);
    if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return String(thrown.message);
    return String(thrown);
  } catch (error) {
    return `a value that cannot be shown (${error instanceof Error ? error.name : typeof error})`;
  }
}
