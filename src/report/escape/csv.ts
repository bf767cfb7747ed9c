/**
 * Untrusted text for a CSV cell that a spreadsheet may open.
 *
 * A spreadsheet runs a cell that begins with `= + - @` (or their full-width and small forms) as a formula, also after white space.
 * Such a cell gets an apostrophe in front, which spreadsheets read as "this is text" (OWASP, CSV injection). A program that
 * reads the file back removes one leading apostrophe where the character after it would have been guarded.
 */

/** Leading white space and invisible format characters do not count; a leading tab or line break is itself dangerous. */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫])/u;
const HIDDEN = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;
const HIDDEN_ALL = new RegExp(HIDDEN.source, 'gu');

/** Keeps tabs and line breaks; other controls, bidi overrides and lone surrogates become U+FFFD. */
function withoutHidden(text: string): string {
  if (!HIDDEN.test(text)) return text;
  return text.replace(HIDDEN_ALL, (c) => (c === '\n' || c === '\r' || c === '\t' ? c : '\uFFFD'));
}

/** A text cell that no spreadsheet runs; quoting is the writer's job. */
export function guardCsvText(text: string): string {
  const clean = withoutHidden(text);
  return FORMULA.test(clean) ? `'${clean}` : clean;
}

const NEEDS_QUOTES = /[",\r\n]/;

/** A text cell as it stands in the file: guarded, and quoted by RFC 4180 where it must be. */
export function escapeCsv(text: string): string {
  if (isHarmless(text)) return text;
  const cell = guardCsvText(text);
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * Most cells need nothing, and one pass over the code units costs a fraction of the patterns: begins with a letter, a digit or a
 * common Chinese character, and holds no quote, comma, control, surrogate or bidi character. False only means: look closely.
 */
function isHarmless(text: string): boolean {
  const first = text.charCodeAt(0);
  const plainStart = (first >= 0x30 && first <= 0x39) || (first >= 0x41 && first <= 0x7a) || (first >= 0x4e00 && first <= 0x9fff);
  if (!plainStart) return text.length === 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === 0x22 || unit === 0x2c || (unit >= 0x7f && unit <= 0x9f)) return false;
    if ((unit >= 0x202a && unit <= 0x2069) || (unit >= 0xd800 && unit <= 0xdfff)) return false;
  }
  return true;
}
