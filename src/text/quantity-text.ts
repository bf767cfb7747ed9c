/** Rewrites the quantities of a normalised text in one way: 三个月 → 3个月, 一岁半 → 18个月, 0到6个月 → 0-6个月, 百分之二十 → 20%. */
import { isNumeralUnit, type Numeral, parseNumeral, readNumeral, startsNumeral } from './numeral.js';
import { isDigitUnit, isWordUnit } from './phrase-table.js';
import { endOfUnit, readUnit, type Unit } from './unit.js';
import { UnitSet } from './unit-set.js';

const dashes = new UnitSet('-~–—−‒〜到至');
const LATIN_WORD = /[a-z]{3}/;
const ROMAN: readonly (readonly [string, number])[] = [
  ['iii段', 3],
  ['ii段', 2],
  ['iv段', 4],
  ['i段', 1],
];
const ENGLISH = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const TEENS = ['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ENGLISH_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...ENGLISH.map((word, i): [string, number] => [word, i + 1]),
  ...TEENS.map((word, i): [string, number] => [word, i + 13]),
  ...TENS.map((word, i): [string, number] => [word, 10 * (i + 2)]),
]);
const BELOW_HUNDRED = `(?:(?:${TENS.join('|')})[- ](?:${ENGLISH.slice(0, 9).join('|')})|${[...ENGLISH_NUMBERS.keys()].join('|')})`;
/** thirty-five, a hundred and fifty, two hundred */
const ENGLISH_NUMERAL = new RegExp(
  `\\b(?:(a|${ENGLISH.slice(0, 9).join('|')})[- ]hundred(?:(?: and)?[- ](${BELOW_HUNDRED}))?|(${BELOW_HUNDRED}))\\b`,
  'g',
);

function valueBelowHundred(words: string): number {
  return words.split(/[- ]/).reduce((sum, word) => sum + (ENGLISH_NUMBERS.get(word) ?? 0), 0);
}
/** Idioms that state a quantity without a numeral. */
const ENGLISH_IDIOM =
  /\b(?:an hour and a half|a quarter of an hour|half an hour|half-hour|a year and a half|half a year|half a dozen|a dozen|a fortnight|half price|half off|twice|once (?=a |daily|per |every ))/g;
/** interest-free is without interest, as patterns and replies may say. */
const FREE_OF =
  /\b(interest|sugar|alcohol|gluten|dairy|nut|fragrance|lead|bpa|fat|lactose|meat|oil|paraben|silicone|wrinkle)[- ]free\b/g;
const IDIOMS: Readonly<Record<string, string>> = {
  'an hour and a half': '90 minutes',
  'a quarter of an hour': '15 minutes',
  'half an hour': '30 minutes',
  'half-hour': '30 minutes',
  'a year and a half': '18 months',
  'half a year': '6 months',
  'half a dozen': '6',
  'a dozen': '12',
  'a fortnight': '2 weeks',
  'half price': '50% off',
  'half off': '50% off',
  twice: '2 times',
  'once ': '1 time ',
};

const spelledDashes = new UnitSet('-~到至');

/** 一块 is a yuan only at the end or before 钱, 多, a comma …; else it is "together". */
const TOGETHER = /^(?![钱多半])[\u4e00-\u9fff]/;
const CLOCK_AFTER = /^点(?:钟|半|前|后|之|起)/;
const CLOCK_BEFORE = /(?:早上|上午|中午|下午|晚上|凌晨|傍晚|今晚|明早)$/;

function write(low: number, high: number): string {
  return low === high ? String(low) : `${low}-${high}`;
}

interface Piece {
  readonly text: string;
  readonly end: number;
}

const HALF = 0x534a;
const YUAN = 0x5757;
/** The yuan of Cantonese. */
const MAN = '蚊'.charCodeAt(0);
const JIN = '斤'.charCodeAt(0);
const METRE = '米'.charCodeAt(0);
const POINT = '点'.charCodeAt(0);

const HOURS = /^个?(?:小时|钟头)/;

/** Whether {@link withHalf} could find anything: a 半 close behind, half a unit, or 块 with cents. */
function mayHalve(text: string, low: number, end: number): boolean {
  const next = text.charCodeAt(end);
  if (low === 0.5 || next === YUAN || next === MAN || next === METRE || next === JIN) return true;
  if (HOURS.test(text.slice(end, end + 3))) return true;
  return text.charCodeAt(end + 1) === HALF || text.charCodeAt(end + 2) === HALF;
}

/** 一岁半 → 18个月, 半年 → 6个月, 一个半月 → 1.5个月, 三块五 → 3.5块; undefined when the unit stands as it is. */
function withHalf(text: string, { low, high, end }: Numeral): Piece | undefined {
  if (low !== high || !mayHalve(text, low, end)) return undefined;
  const next = text.slice(end, end + 5);
  const half = /^个半(月|小时|星期|钟头)/.exec(next);
  if (half !== null) return { text: `${low + 0.5}个${half[1]}`, end: end + half[0].length };
  // 69岁半价 is a price, not an age.
  const years = /^(?:周?岁|年)(半(?!价))?/.exec(next);
  if (years !== null && (years[1] !== undefined || low === 0.5)) {
    return { text: `${(low + (years[1] === undefined ? 0 : 0.5)) * 12}个月`, end: end + years[0].length };
  }
  const more = /^(天|斤|小时|公斤|米|块|元|折)半(?![票价糖])/.exec(next);
  if (more !== null) return { text: `${low + 0.5}${more[1]}`, end: end + more[0].length };
  return withCents(text, low, end, next) ?? withCentimetres(text, low, end, next) ?? withSmaller(text, low, end);
}

/** 一米二 → 1.2米, 1米65 → 1.65米. */
function withCentimetres(text: string, metres: number, end: number, next: string): Piece | undefined {
  const rest = /^米(\d{1,2}|[一二三四五六七八九]{1,2})(?![\d十百])/.exec(next);
  if (rest === null) return undefined;
  const written = rest[1] as string;
  const value = Number([...written].map((digit) => parseNumeral(digit)).join(''));
  const to = end + rest[0].length;
  if (readUnit(text, to) !== undefined) return undefined;
  return { text: `${Number((metres + value / 10 ** written.length).toFixed(2))}米`, end: to };
}

function withCents(text: string, yuan: number, end: number, next: string): Piece | undefined {
  const cents = /^([块蚊])([\d一二两三四五六七八九])(?:毛([\d一二三四五六七八九])?分?|(?!\d))/.exec(next);
  const tenth = cents === null ? undefined : readNumeral(cents[2] as string, 0);
  if (cents === null || tenth === undefined || readUnit(text, end + cents[0].length) !== undefined) return undefined;
  const hundredth = cents[3] === undefined ? 0 : (parseNumeral(cents[3]) ?? 0);
  return { text: `${Number((yuan + tenth.low / 10 + hundredth / 100).toFixed(2))}${cents[1]}`, end: end + cents[0].length };
}

/** 19斤6两 → 19.6斤, 1小时20分钟 → 80分钟. */
function withSmaller(text: string, whole: number, end: number): Piece | undefined {
  const next = text.slice(end, end + 8);
  const tael = /^斤([\d一二两三四五六七八九])两/.exec(next);
  if (tael !== null) {
    return { text: `${Number((whole + (parseNumeral(tael[1] as string) ?? 0) / 10).toFixed(1))}斤`, end: end + tael[0].length };
  }
  const minutes = /^个?(?:小时|钟头)零?(\d{1,2}|[一二三四五六七八九十]{1,3})分钟?/.exec(next);
  const value = minutes === null ? undefined : parseNumeral(minutes[1] as string);
  if (minutes === null || value === undefined) return undefined;
  return { text: `${Number((whole * 60 + value).toFixed(2))}分钟`, end: end + minutes[0].length };
}

/** Whether a numeral spelled in characters is a number here, and not part of a word (一样, 十分, 万一). */
function isNumber(text: string, numeral: Numeral, at: number, unit: Unit | undefined): boolean {
  if (!numeral.spelled) return true;
  if (unit !== undefined) {
    const end = endOfUnit(text, numeral.end, unit);
    const isOne = text[at] === '一' && numeral.end === at + 1;
    return !(unit.word === '块' && isOne && TOGETHER.test(text.slice(end, end + 1)));
  }
  const next = text.charCodeAt(numeral.end);
  if (next === POINT && isClock(text, numeral.end, at)) return true;
  if (spelledDashes.has(next) && isNumeralAt(text, numeral.end + 1)) return true;
  return numeral.end - at >= 2 && numeral.low >= 10 && !text.startsWith('十分', at);
}

function isClock(text: string, end: number, at: number): boolean {
  return CLOCK_AFTER.test(text.slice(end, end + 3)) || CLOCK_BEFORE.test(text.slice(Math.max(0, at - 2), at));
}

function isNumeralAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return isDigitUnit(unit) || startsNumeral(unit);
}

/** The quantity (numeral, and unit if any) that starts at `at`. */
function quantityAt(text: string, at: number): Piece | undefined {
  const numeral = readNumeral(text, at);
  if (numeral === undefined) return undefined;
  const { low, high, end, verbatim } = numeral;
  const close = readUnit(text, end);
  if (!isNumber(text, numeral, at, close)) return undefined;
  const half = withHalf(text, numeral);
  if (half !== undefined) return half;
  const digits = verbatim ? text.slice(at, end) : write(low, high);
  const spaced = text.charCodeAt(end) === SPACE && !isWordUnit(text.charCodeAt(end + 1)) ? 1 : 0;
  const unit = spaced === 0 ? close : readUnit(text, end + 1);
  if (unit === undefined) return { text: digits, end };
  const unitEnd = endOfUnit(text, end + spaced, unit);
  return { text: digits + text.slice(end + spaced, unitEnd), end: unitEnd };
}

function romanAt(text: string, at: number): Piece | undefined {
  if (at > 0 && isWordUnit(text.charCodeAt(at - 1))) return undefined;
  const hit = ROMAN.find(([word]) => text.startsWith(word, at));
  return hit === undefined ? undefined : { text: `${hit[1]}段`, end: at + hit[0].length };
}

function percentAt(text: string, at: number): Piece | undefined {
  if (!text.startsWith('百分之', at)) return undefined;
  const numeral = text[at + 3] === '百' ? { low: 100, high: 100, end: at + 4 } : readNumeral(text, at + 3);
  return numeral === undefined ? undefined : { text: `${write(numeral.low, numeral.high)}%`, end: numeral.end };
}

/** A space between a word or number and a Chinese character says nothing; between two Chinese ones it parts clauses. */
function isIdleSpace(text: string, at: number): boolean {
  const before = isWordUnit(text.charCodeAt(at - 1));
  const after = isWordUnit(text.charCodeAt(at + 1));
  return before !== after && (text.charCodeAt(at - 1) >= CJK || text.charCodeAt(at + 1) >= CJK);
}

/** 七点四十, 八点一刻: spelled out, such a time of day would read as a decimal. */
const SPELLED_CLOCK =
  /(?<![一二三四五六七八九十百第])(十[一二]?|二十[一二三四]?|[一二两三四五六七八九])点(?:([一三]刻)|([二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九])分?)/g;
const POINT_OF_CLOCK = '点';

function writeClock(text: string): string {
  return text.replace(SPELLED_CLOCK, (_, hour: string, quarter: string | undefined, minutes: string | undefined) => {
    if (quarter !== undefined) return `${parseNumeral(hour)}点${quarter[0] === '一' ? '1刻' : '3刻'}`;
    return `${parseNumeral(hour)}:${String(parseNumeral((minutes ?? '').replace('零', ''))).padStart(2, '0')}`;
  });
}

/** 7.15 a.m., quarter past seven */
const DOTTED_CLOCK = /\b(\d{1,2})\.(\d\d)(?= ?[ap]\.?m\b)/g;
const PAST_HOUR = new RegExp(`\\b(quarter|half)[ -](past|to) (\\d{1,2}|${ENGLISH.join('|')})\\b`, 'g');

function writeEnglishClock(text: string): string {
  return text.replace(DOTTED_CLOCK, '$1:$2').replace(PAST_HOUR, (_, part: string, side: string, word: string) => {
    const hour = ENGLISH_NUMBERS.get(word) ?? Number(word);
    if (side === 'to') return `${hour === 1 ? 12 : hour - 1}:45`;
    return `${hour}:${part === 'half' ? 30 : 15}`;
  });
}

/** a year and 3 months, 1 hour 20 minutes */
const AND_SMALLER =
  /\b(an?|\d+) (?:(years?)(?: and)? (?=\d+ months?\b)|(hours?)(?: and)? (?=\d+ min(?:ute)?s?\b))(\d+) (?:months?|min(?:ute)?s?)\b/g;
/** 32 bucks 40 */
const WITH_CENTS =
  /\b(\d+) (bucks|dollars|quid|pounds|euros) (\d\d)(?= *(?:$|[,;!?]|\.(?!\d)|all in|in all|in total|total|altogether|each|off))/g;
/** one to two hours */
const ONE_TO = /^ (?:to|or) (?:\d|two\b|three\b|four\b)/;
/** between 8 and 10 people */
const BETWEEN = /\bbetween (\d+(?:\.\d+)?) and (\d+(?:\.\d+)?)(?![\d:]|\.\d)/g;

/** 6 to 12 months, ages 4 to 11; without a unit 9 to 5 may be a time of day. */
const FROM_TO = /\b((?:ages? |aged )?)(\d+(?:\.\d+)?)(?: to |(?<=(?:ages?|aged) \d+)-)(\d+(?:\.\d+)?)(?![\d:]|\.\d)/g;

/** `three months` → `3 months`, `stage one` → `stage 1`. */
function spellOut(text: string): string {
  const plain = writeEnglishClock(text)
    .replace(ENGLISH_IDIOM, (idiom) => IDIOMS[idiom] ?? idiom)
    .replace(FREE_OF, 'no $1');
  const written = plain.replace(
    ENGLISH_NUMERAL,
    (word: string, hundreds: string | undefined, more: string | undefined, small: string, at: number) => {
      if (hundreds !== undefined) {
        const value = 100 * (ENGLISH_NUMBERS.get(hundreds) ?? 1) + (more === undefined ? 0 : valueBelowHundred(more));
        return String(value);
      }
      const rest = plain.slice(at + word.length);
      const counts =
        plain.slice(0, at).endsWith('stage ') || readUnit(plain, at + word.length) !== undefined || ONE_TO.test(rest);
      // "one" is a pronoun as well; the larger ones are always numbers.
      return counts || word !== 'one' ? String(valueBelowHundred(small)) : word;
    },
  );
  return written
    .replace(BETWEEN, '$1-$2')
    .replace(AND_SMALLER, (_, whole: string, years: string | undefined, _hours: string | undefined, part: string) => {
      const isYear = years !== undefined;
      return `${Number(whole === 'a' || whole === 'an' ? 1 : whole) * (isYear ? 12 : 60) + Number(part)} ${isYear ? 'months' : 'minutes'}`;
    })
    .replace(WITH_CENTS, '$1.$3 $2')
    .replace(FROM_TO, (all: string, ages: string, low: string, high: string, at: number, whole: string) => {
      const end = at + all.length;
      const unit = readUnit(whole, end) ?? (whole[end] === ' ' ? readUnit(whole, end + 1) : undefined);
      if (unit !== undefined) return `${low}-${high}`;
      return ages === '' ? all : `${low}-${high} years`;
    });
}

const SPACE = 32;
/** Where the scripts without spaces begin; £ and é stand below. */
const CJK = 0x2e80;
const DOT = 46;
const LETTER_I = 105;
const HUNDRED = '百'.charCodeAt(0);
const ORDINAL = '第'.charCodeAt(0);

function pieceAt(text: string, at: number, unit: number): Piece | undefined {
  if (isDigitUnit(unit)) return quantityAt(text, at);
  if (unit === LETTER_I) return romanAt(text, at);
  if (unit < 0x3007 || !isNumeralUnit(unit)) return undefined;
  if (unit === HUNDRED) return percentAt(text, at);
  const before = text.charCodeAt(at - 1);
  // Behind digits it is another number (66两个码), and joined to them it would be a third.
  if (!startsNumeral(unit) || isNumeralUnit(before) || before === ORDINAL || isDigitUnit(before)) return undefined;
  return quantityAt(text, at);
}

/** Signs behind plain digits that call for a closer look: a thousands comma, a space, 多, 来, 几, 万, 千, 百. */
const closerLook = new UnitSet(', 多来几万千百');

/** Where plain digits with their unit end when nothing about them needs rewriting; −1 otherwise. */
function endOfPlain(text: string, at: number): number {
  let end = at + 1;
  while (isDigitUnit(text.charCodeAt(end))) end += 1;
  if (text.charCodeAt(end) === DOT && isDigitUnit(text.charCodeAt(end + 1))) {
    end += 2;
    while (isDigitUnit(text.charCodeAt(end))) end += 1;
  }
  if (closerLook.has(text.charCodeAt(end)) || mayHalve(text, 1, end)) return -1;
  return endOfUnit(text, end, readUnit(text, end));
}

/** The characters that anything to rewrite starts with: digits, numerals, Roman ones, dashes and a space. */
const telling = new UnitSet('0123456789i零〇一二三四五六七八九两俩仨十半百-~–—−‒〜到至 ');

/** The same text with every quantity written in one way; returns `text` itself when there is nothing to rewrite. */
export function rewriteQuantities(text: string): string {
  const words = LATIN_WORD.test(text) ? spellOut(text) : text;
  const source = words.includes(POINT_OF_CLOCK) ? writeClock(words) : words;
  let out = '';
  let from = 0;
  /** Where the last quantity ended; −1 when something else came since. */
  let quantityEnd = -1;
  for (let i = 0; i < source.length; ) {
    const unit = source.charCodeAt(i);
    if (!telling.has(unit)) {
      i += 1;
      continue;
    }
    const plainEnd = isDigitUnit(unit) ? endOfPlain(source, i) : -1;
    const piece = plainEnd < 0 ? pieceAt(source, i, unit) : undefined;
    if (plainEnd >= 0) i = quantityEnd = plainEnd;
    else if (piece !== undefined) {
      out += source.slice(from, i) + piece.text;
      i = from = quantityEnd = piece.end;
    } else if (i === quantityEnd && dashes.has(unit) && isNumeralAt(source, i + 1)) {
      out += `${source.slice(from, i)}-`;
      i = from = i + 1;
    } else if (unit === SPACE && isIdleSpace(source, i)) {
      out += source.slice(from, i);
      from = i + 1;
      if (i === quantityEnd) quantityEnd += 1;
      i += 1;
    } else i += 1;
  }
  return from === 0 ? source : out + source.slice(from);
}
