/** Untrusted text for XML 1.0: what may not stand in a document even as a reference is removed, the rest is escaped. */
import { stripVTControlCharacters } from 'node:util';

/** Outside the Char production of XML 1.0 (fifth edition, section 2.2), and the controls that it discourages. */
const FORBIDDEN = /[^\t\n\r\u0020-\u007E\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * Safe in element content and in quoted attributes; terminal sequences, illegal characters and lone surrogates are gone.
 * Tabs and line breaks are written as references, for a parser would turn them into spaces in an attribute.
 */
export function escapeXml(text: string): string {
  return stripVTControlCharacters(text)
    .replace(FORBIDDEN, '')
    .replace(/[&<>"'\t\n\r]/g, (c) => ENTITIES[c] ?? c);
}
