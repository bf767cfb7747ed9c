/** Numerals, Chinese and Arabic, as they are written in shopping talk: 三, 十二, 两, 半, 一百二, 三十多, 1.5, 1,299, 2万, 七八. */
import { isDigitUnit } from './phrase-table.js';
import { UnitSet } from './unit-set.js';

/** A numeral read at a place: the values it can mean (`low` = `high` for an exact one) and where it ends. */
export interface Numeral {
  readonly low: number;
  readonly high: number;
  readonly end: number;
  /** Written in Chinese characters alone, and so possibly part of a word (一样, 万一). */
  readonly spelled: boolean;
  /** Written in plain digits, and so best kept as it stands. */
  readonly verbatim: boolean;
}

const DIGITS = '零〇一二三四五六七八九两俩仨';
const DIGIT_VALUES = [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2, 3];
const TEN_THOUSAND = '万'.charCodeAt(0);
const HALF = '半'.charCodeAt(0);
const POINT = '点'.charCodeAt(0);
const DISCOUNT = '折'.charCodeAt(0);
const MAGNITUDES: readonly (readonly [string, number])[] = [
  ['十', 10],
  ['百', 100],
  ['千', 1000],
];

const starters = new UnitSet(`${DIGITS}十半`);
const numeralUnits = new UnitSet(`${DIGITS}十百千万半`);
/** Digits as they are, magnitudes from 10 on; −1 for every other unit. */
const values = new Int16Array(65_536).fill(-1);
for (const [i, value] of DIGIT_VALUES.entries()) values[DIGITS.charCodeAt(i)] = value;
for (const [character, value] of MAGNITUDES) values[character.charCodeAt(0)] = value;

/** Whether a code unit can start a Chinese numeral. */
export function startsNumeral(unit: number): boolean {
  return starters.has(unit);
}

/** Whether a code unit is a character of Chinese numerals. */
export function isNumeralUnit(unit: number): boolean {
  return numeralUnits.has(unit);
}

/** The digit or magnitude at `at`; −1 when there is neither. */
function valueAt(text: string, at: number): number {
  return at < text.length ? (values[text.charCodeAt(at)] as number) : -1;
}

/** The digit at `at`; −1 when there is none. */
function digitAt(text: string, at: number): number {
  const value = valueAt(text, at);
  return value < 10 ? value : -1;
}

/** Rounded so that 0.1 + 0.2 is 0.3; numerals here have at most six decimals. */
function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

const COMMA = 44;

function readArabic(text: string, at: number): { value: number; end: number; plain: boolean } {
  let end = at;
  while (isDigitUnit(text.charCodeAt(end))) end += 1;
  while (text.charCodeAt(end) === COMMA && end - at <= 3 + 4 * 3 && /^,\d{3}(?!\d)/.test(text.slice(end, end + 5))) end += 4;
  if (text[end] === '.' && isDigitUnit(text.charCodeAt(end + 1))) {
    end += 1;
    while (isDigitUnit(text.charCodeAt(end))) end += 1;
  }
  const digits = text.slice(at, end);
  const plain = !digits.includes(',');
  return { value: Number(plain ? digits : digits.replaceAll(',', '')), end, plain };
}

interface Spelled {
  readonly value: number;
  readonly end: number;
  /** The magnitude of the last digit read, for 三十多 and 一百二. */
  readonly unit: number;
}

/** 一百二十三, 十二, 一百二 (= 120), 一万二; undefined when no numeral starts at `at`. */
function readSpelled(text: string, at: number): Spelled | undefined {
  let total = 0;
  let section = 0;
  let digit = -1;
  let unit = 1;
  let i = at;
  let skippedZero = false;
  for (; i < text.length; i += 1) {
    const value = valueAt(text, i);
    if (value >= 10) {
      if (digit < 0 && (value !== 10 || i > at)) break;
      section += (digit < 0 ? 1 : digit) * value;
      digit = -1;
      unit = value;
      skippedZero = false;
    } else if (value >= 0) {
      if (digit > 0) break;
      if (value === 0) skippedZero = true;
      else digit = value;
    } else if (text.charCodeAt(i) === TEN_THOUSAND && (section > 0 || digit > 0)) {
      total += (section + Math.max(digit, 0)) * 10_000;
      section = 0;
      digit = -1;
      unit = 10_000;
    } else break;
  }
  if (i === at || (total + section === 0 && digit < 0 && !skippedZero)) return undefined;
  if (digit > 0) {
    const abbreviated = unit >= 100 && !skippedZero;
    section += digit * (abbreviated ? unit / 10 : 1);
    unit = abbreviated ? unit / 10 : 1;
  }
  return { value: total + section, end: i, unit };
}

/** 七八 (7–8), 七八十 (70–80), 八五 before 折 (85); undefined for anything else. */
function readPair(text: string, at: number): Numeral | undefined {
  const low = digitAt(text, at);
  const high = digitAt(text, at + 1);
  if (low <= 0 || high < 0) return undefined;
  if (text.charCodeAt(at + 2) === DISCOUNT) return exact(low * 10 + high, at + 2, true, false);
  const next = valueAt(text, at + 2);
  if (high !== low + 1 || (next >= 0 && next < 10)) return undefined;
  const scale = next < 0 ? 1 : next;
  return { low: low * scale, high: high * scale, end: at + (scale === 1 ? 2 : 3), spelled: true, verbatim: false };
}

/** The last non-zero decimal place of a whole number: 30 → 10, 350 → 10, 35 → 1. */
function lastPlace(value: number): number {
  let place = 1;
  while (value > 0 && value % (place * 10) === 0) place *= 10;
  return place;
}

function exact(value: number, end: number, spelled: boolean, verbatim: boolean): Numeral {
  return { low: value, high: value, end, spelled, verbatim };
}

const more = new UnitSet('多来几');

/** 三十多 and 十几 are somewhere up to the next ten. */
function widen(value: number, end: number, text: string, place: number, spelled: boolean): Numeral {
  if (place < 10 || !more.has(text.charCodeAt(end))) return exact(tidy(value), end, spelled, false);
  return { low: value, high: value + place, end: end + 1, spelled, verbatim: false };
}

const SCALES: Readonly<Record<string, number>> = { 万: 10_000, 千: 1000, 百: 100 };
const scales = new UnitSet('万千百');

function readDigits(text: string, at: number): Numeral {
  const { value, end, plain } = readArabic(text, at);
  const next = text.charCodeAt(end);
  if (scales.has(next)) {
    const scale = SCALES[text[end] as string] as number;
    if (scale !== 1000 || !/[克米卡瓦]/.test(text[end + 1] ?? '')) return widen(value * scale, end + 1, text, scale, false);
  }
  if (more.has(next) && Number.isInteger(value)) return widen(value, end, text, lastPlace(value), false);
  return exact(value, end, false, plain);
}

/** 三点五; undefined when what follows the spelled number is no decimal. */
function withDecimal(text: string, { value, end }: Spelled): Numeral | undefined {
  if (text.charCodeAt(end) !== POINT || value >= 100) return undefined;
  const decimal = digitAt(text, end + 1);
  if (decimal < 0 || isNumeralUnit(text.charCodeAt(end + 2))) return undefined;
  return exact(tidy(value + decimal / 10), end + 2, true, false);
}

/** Reads the numeral that starts at `at` in a normalised text; undefined when there is none. */
export function readNumeral(text: string, at: number): Numeral | undefined {
  const unit = text.charCodeAt(at);
  if (isDigitUnit(unit)) return readDigits(text, at);
  if (!startsNumeral(unit)) return undefined;
  if (unit === HALF) return exact(0.5, at + 1, true, false);
  const pair = readPair(text, at);
  if (pair !== undefined) return pair;
  const spelled = readSpelled(text, at);
  if (spelled === undefined) return undefined;
  return withDecimal(text, spelled) ?? widen(spelled.value, spelled.end, text, spelled.unit, true);
}

/** The value of a text that is one exact numeral and nothing else; undefined otherwise. */
export function parseNumeral(text: string): number | undefined {
  const numeral = readNumeral(text, 0);
  return numeral !== undefined && numeral.end === text.length && numeral.low === numeral.high ? numeral.low : undefined;
}
