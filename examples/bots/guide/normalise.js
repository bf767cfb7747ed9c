/** One way of writing for what shoppers type in many: widths, numerals, dialect words, abbreviations. */
import { LEXICON } from './lexicon.js';

const DIGITS = { 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 };

// Longest first: 好多钱 before 好.
const KEYS = [...LEXICON.keys()].sort((a, b) => b.length - a.length);
const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
// Latin abbreviations only as whole words: the "by" in "baby" is none.
const WORDS = new RegExp(
  KEYS.map((word) => (/^[a-z0-9]+$/.test(word) ? `(?<![a-z0-9])${word}(?![a-z0-9])` : escaped(word))).join('|'),
  'g',
);

/** 二十三 → 23, 半岁 → 6个月, 3m → 3个月, 18斤 → 9kg. */
function numerals(text) {
  return text
    .replace(
      /([一二两三四五六七八九]?)十([一二三四五六七八九]?)(?=个月|岁|斤|公斤|元|块|段|天|罐|包|件|号|点|周|公分|厘米)/g,
      (_, tens, ones) => String((DIGITS[tens] ?? 1) * 10 + (DIGITS[ones] ?? 0)),
    )
    .replace(/([一二两三四五六七八九])百([一二三四五六七八九])?(十)?(?=以内|元|块|多|左右)/g, (_, hundreds, rest) =>
      String(DIGITS[hundreds] * 100 + (DIGITS[rest] ?? 0) * 10),
    )
    .replace(/([一二两三四五六七八九])(?=个月|岁|斤|公斤|元|块|段|天|罐|包|件|号|周)/g, (_, digit) => String(DIGITS[digit]))
    .replace(/(\d+)岁半/g, (_, years) => `${Number(years) * 12 + 6}个月`)
    .replace(/半岁/g, '6个月')
    .replace(/(?<![\d.])1岁|周岁/g, '12个月')
    .replace(/(\d+)m(?![a-z])/g, '$1个月')
    .replace(/(\d+(?:\.\d+)?)(?:公斤|千克)/g, '$1kg')
    .replace(/(\d+(?:\.\d+)?)斤/g, (_, jin) => `${Number(jin) / 2}kg`)
    .replace(/块钱|块/g, '元');
}

/** @param {string} text */
export function normalise(text) {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Extended_Pictographic}/gu, '');
  return numerals(folded.replace(WORDS, (word) => LEXICON.get(word) ?? word));
}
