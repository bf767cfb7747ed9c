/** Characters that a reader cannot see but a machine obeys: controls, format characters, halves of surrogate pairs. */
import { stripVTControlCharacters } from 'node:util';

/** Cc: C0, DEL, C1. Cf: zero-width, bidi marks, overrides and isolates, soft hyphen, BOM, tags. Cs: lone surrogates. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}]/u;
const LINE_SPACE = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
const DANGEROUS = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;
const DANGEROUS_ALL = new RegExp(DANGEROUS.source, 'gu');
const HIDDEN_ALL = new RegExp(HIDDEN.source, 'gu');

/** One visible line: terminal sequences are removed whole, line breaks and tabs become one space, all else hidden is dropped. */
export function visibleLine(text: string): string {
  if (!HIDDEN.test(text) && !text.includes('\u2028') && !text.includes('\u2029')) return text;
  return stripVTControlCharacters(text).replace(LINE_SPACE, ' ').replace(HIDDEN_ALL, '');
}

/**
 * Text whose dangerous characters show as U+FFFD, so that the reader sees that something was there.
 * Line breaks and tabs stay; joiners stay too, for emoji and Indic scripts need them.
 */
export function visibleText(text: string): string {
  if (!DANGEROUS.test(text)) return text;
  return text.replace(DANGEROUS_ALL, (c) => (c === '\n' || c === '\t' || c === '\r' ? c : '\uFFFD'));
}
