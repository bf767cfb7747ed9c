/** Numerals, Chinese and Arabic, as they are written in shopping talk: 三, 十二, 两, 半, 一百二, 三十多, 1.5, 1,299, 2万, 七八. */
import { isDigitUnit } from './phrase-table.js';

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

const DIGITS = new Map([...'零〇一二三四五六七八九'].map((c, i) => [c, i < 2 ? 0 : i - 1]));
DIGITS.set('两', 2);
DIGITS.set('俩', 2);
DIGITS.set('仨', 3);
const MAGNITUDES = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);
const STARTERS = new Set([...DIGITS.keys(), '十', '半']);

/** Whether a character can start a Chinese numeral. */
export function startsNumeral(character: string): boolean {
  return STARTERS.has(character);
}

const numeralUnits = new Uint8Array(65_536);
for (const character of [...STARTERS, ...MAGNITUDES.keys(), '万']) numeralUnits[character.charCodeAt(0)] = 1;

/** Whether a code unit is a character of Chinese numerals. */
export function isNumeralUnit(unit: number): boolean {
  return numeralUnits[unit] === 1;
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
  let [total, section, digit, unit, i] = [0, 0, -1, 1, at];
  let skippedZero = false;
  for (; i < text.length; i += 1) {
    const character = text[i] as string;
    const value = DIGITS.get(character);
    const magnitude = MAGNITUDES.get(character);
    if (value !== undefined) {
      if (digit > 0) break;
      if (value === 0) skippedZero = true;
      else digit = value;
    } else if (magnitude !== undefined) {
      if (digit < 0 && (magnitude !== 10 || i > at)) break;
      section += (digit < 0 ? 1 : digit) * magnitude;
      [digit, unit] = [-1, magnitude];
      skippedZero = false;
    } else if (character === '万' && (section > 0 || digit > 0)) {
      total += (section + Math.max(digit, 0)) * 10_000;
      [section, digit, unit] = [0, -1, 10_000];
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
  const low = DIGITS.get(text[at] ?? '');
  const high = DIGITS.get(text[at + 1] ?? '');
  if (low === undefined || high === undefined || low === 0) return undefined;
  if (text[at + 2] === '折') return { low: low * 10 + high, high: low * 10 + high, end: at + 2, spelled: true, verbatim: false };
  if (high !== low + 1 || DIGITS.has(text[at + 2] ?? '')) return undefined;
  const scale = MAGNITUDES.get(text[at + 2] ?? '') ?? 1;
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

/** 三十多 and 十几 are somewhere up to the next ten. */
function isMore(text: string, end: number): boolean {
  const character = text[end];
  return character === '多' || character === '来' || character === '几';
}

function widen(value: number, end: number, text: string, place: number, spelled: boolean): Numeral {
  if (place < 10 || !isMore(text, end)) return exact(tidy(value), end, spelled, false);
  return { low: value, high: value + place, end: end + 1, spelled, verbatim: false };
}

const SCALES: Readonly<Record<string, number>> = { 万: 10_000, 千: 1000, 百: 100 };

function readDigits(text: string, at: number): Numeral {
  const { value, end, plain } = readArabic(text, at);
  const scale = SCALES[text[end] ?? ''];
  if (scale !== undefined && !(scale === 1000 && /[克米卡瓦]/.test(text[end + 1] ?? ''))) {
    return widen(value * scale, end + 1, text, scale, false);
  }
  if (isMore(text, end) && Number.isInteger(value)) return widen(value, end, text, lastPlace(value), false);
  return exact(value, end, false, plain);
}

/** Reads the numeral that starts at `at` in a normalised text; undefined when there is none. */
export function readNumeral(text: string, at: number): Numeral | undefined {
  if (isDigitUnit(text.charCodeAt(at))) return readDigits(text, at);
  if (!startsNumeral(text[at] ?? '')) return undefined;
  if (text[at] === '半') return { low: 0.5, high: 0.5, end: at + 1, spelled: true, verbatim: false };
  const pair = readPair(text, at);
  if (pair !== undefined) return pair;
  const spelled = readSpelled(text, at);
  if (spelled === undefined) return undefined;
  const decimal = DIGITS.get(text[spelled.end + 1] ?? '');
  if (
    text[spelled.end] === '点' &&
    decimal !== undefined &&
    spelled.value < 100 &&
    !isNumeralUnit(text.charCodeAt(spelled.end + 2))
  ) {
    const value = tidy(spelled.value + decimal / 10);
    return { low: value, high: value, end: spelled.end + 2, spelled: true, verbatim: false };
  }
  return widen(spelled.value, spelled.end, text, spelled.unit, true);
}

/** The value of a text that is one exact numeral and nothing else; undefined otherwise. */
export function parseNumeral(text: string): number | undefined {
  const numeral = readNumeral(text, 0);
  return numeral !== undefined && numeral.end === text.length && numeral.low === numeral.high ? numeral.low : undefined;
}
