/** The content of a text: what is left without fillers, emoji and punctuation. */
import { normaliseText } from './normalise.js';
import { isDigitUnit, isWordUnit, PhraseTable, phrases } from './phrase-table.js';
import { UnitSet } from './unit-set.js';

/** Said at the start of a clause without meaning anything. */
const leading = PhraseTable.of<'filler'>({
  filler: phrases('亲爱的|亲亲|亲|嗯嗯|嗯|哦|噢|喔|哈喽|呃|额|啊|哎|嘿|哈'),
});
/** Said at the end of one. */
const trailing = new UnitSet('亲呢哈呀啦哟哦喔噢嘛啊哇呐咯嘞捏吖㗎喎噻撒哒咧啰');

/** Symbols that belong to the number beside them: 1.5, 0-6, 16:00, 20%, ¥268, 99+. */
function isNumeric(text: string, i: number): boolean {
  const character = text[i] as string;
  const before = isDigitUnit(text.charCodeAt(i - 1));
  const after = isDigitUnit(text.charCodeAt(i + 1));
  if ('.-~:/'.includes(character)) return before && after;
  if (character === '%' || character === '+' || character === '°') return before;
  return (character === '¥' || character === '$') && after;
}

const WORD = /[\p{L}\p{N}]/u;

function isContent(text: string, i: number): boolean {
  const unit = text.charCodeAt(i);
  if (unit >= 0x4e00 && unit <= 0x9fff) return true;
  if (unit < 256) return isWordUnit(unit) || isNumeric(text, i);
  if (unit >= 0xd800 && unit <= 0xdfff) {
    const point = text.codePointAt(unit >= 0xdc00 ? i - 1 : i);
    return point !== undefined && point > 0xffff && WORD.test(String.fromCodePoint(point));
  }
  return WORD.test(text[i] as string);
}

/** The content of a text that is normalised or in matching form; see {@link contentText}. */
export function extractContent(normal: string): string {
  let out = '';
  let last = 0;
  for (let i = 0; i < normal.length; i += 1) {
    if (!isContent(normal, i)) continue;
    let start = i;
    do i += 1;
    while (i < normal.length && isContent(normal, i));
    // The clause without the fillers at its edges.
    let end = i;
    for (let hit = leading.entryAt(normal, start); hit !== undefined; hit = leading.entryAt(normal, start))
      start += hit.phrase.length;
    while (end > start && trailing.has(normal.charCodeAt(end - 1))) end -= 1;
    if (end <= start) continue;
    const joins = out !== '' && isWordUnit(last) && isWordUnit(normal.charCodeAt(start));
    out += joins ? ` ${normal.slice(start, end)}` : normal.slice(start, end);
    last = normal.charCodeAt(end - 1);
  }
  return out;
}

/**
 * {@link normaliseText} without fillers at clause edges (亲, 哦, 呢, 哈, 呀, 啦 …), emoji and punctuation; numbers keep
 * their own signs. Latin words stay apart by one space. May be `''`.
 */
export function contentText(text: string): string {
  return extractContent(normaliseText(text));
}
