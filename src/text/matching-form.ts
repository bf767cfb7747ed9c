/** The form in which patterns are looked up in replies: normalised, in standard words, with quantities written in one way. */
import { standardiseWords } from './dialect-word.js';
import { isNumeralUnit } from './numeral.js';
import { isDigitUnit, isWordUnit } from './phrase-table.js';
import { rewriteQuantities } from './quantity-text.js';
import { UnitSet } from './unit-set.js';

/** Quotes, brackets, bullets and emoji say nothing; an apostrophe within a word stays. */
const SOFT = /["“”‘`*•·_|《》「」『』【】]|(?<![a-z])['’]|['’](?![a-z])|\p{Extended_Pictographic}/gu;
/** A superset of what {@link SOFT} matches in practice: its signs, and all symbols from U+2000 to U+2BFF and from U+D800. */
const mayBeSoft = new UnitSet('"“”‘’\'`*•·_|《》「」『』【】');
for (let unit = 0x2000; unit < 0x2c00; unit += 1) mayBeSoft.add(unit);
for (let unit = 0xd800; unit <= 0xffff; unit += 1) mayBeSoft.add(unit);

function dropSoft(text: string): string {
  if (!mayBeSoft.occursIn(text)) return text;
  return text.replace(SOFT, '').replaceAll('’', "'").replace(/ {2,}/g, ' ').trim();
}

/** 09:30 is 9:30. */
const LEADING_ZERO = /(?<![\d:])0(?=\d:\d\d)/g;

/** 120*65*90cm and 120x65x90cm are written with ×. */
const TIMES = /(?<=\d ?)[x*✕╳] ?(?=\d)/g;
const mayMultiply = new UnitSet('x*✕╳');

function writeTimes(text: string): string {
  return mayMultiply.occursIn(text) ? text.replace(TIMES, '×') : text;
}

/** 6½ is 61⁄2 once normalised: the sign between the digits comes of nothing else. */
const FRACTION = /(\d*)([13])⁄([24])/g;

function writeFractions(text: string): string {
  if (!text.includes('⁄')) return text;
  return text.replace(FRACTION, (_, whole: string, over: string, under: string) =>
    String(Number(whole) + Number(over) / Number(under)),
  );
}

/** 礼拜一, 星期天: not in 一个星期一次 and 每星期二到三回. */
const WEEKDAY =
  /(?<![\d一二两三四五六七八九十几个半])(?:星期|礼拜)([一二三四五六日天])(?![次回遍趟两三个天])(?!(?:到|至|-|、)?[一二两三四五六七\d]{1,2}[次回遍趟])/g;

function writeWeekdays(text: string): string {
  if (!text.includes('星期') && !text.includes('礼拜')) return text;
  return text.replace(WEEKDAY, (_, day: string) => `周${day === '天' ? '日' : day}`);
}

/** The matching form of a normalised text: dialect words in standard Mandarin, 三个月 as 3个月, no quotes or emoji. */
export function toMatchingForm(normal: string): string {
  const form = rewriteQuantities(standardiseWords(writeWeekdays(dropSoft(writeTimes(writeFractions(normal))))));
  return form.includes(':') ? form.replace(LEADING_ZERO, '') : form;
}

/** Whether cutting at `at` would cut a number or a Latin word in two: 2段 does not stand in 12段, `red` not in `ordered`. */
function cuts(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  if (isWordUnit(before) && isWordUnit(after)) return isDigitUnit(before) === isDigitUnit(after) || isDigitUnit(after);
  if (isDigitUnit(after) && text[at - 1] === '.') return isDigitUnit(text.charCodeAt(at - 2));
  if (isDigitUnit(before) && text[at] === '.') return isDigitUnit(text.charCodeAt(at + 1));
  return before > 127 && after > 127 && isNumeralUnit(before) && isNumeralUnit(after);
}

/** The next place at or after `from` where `pattern` stands whole in `text` (both in matching form); −1 without one. */
export function indexOfPattern(text: string, pattern: string, from = 0): number {
  if (pattern === '') return -1;
  for (let at = text.indexOf(pattern, from); at >= 0; at = text.indexOf(pattern, at + 1)) {
    if (!cuts(text, at) && !cuts(text, at + pattern.length)) return at;
  }
  return -1;
}
