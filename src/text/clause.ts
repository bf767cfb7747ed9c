/** Clauses: the stretches of a text in which a negation or a question mark reigns. */
import { isDigitUnit, isWordUnit } from './phrase-table.js';

export interface Clause {
  readonly start: number;
  readonly end: number;
  /** It asks instead of stating: ends in ? or 吗, or turns on A-not-A (能不能). */
  readonly asked: boolean;
}

const BREAKS = new Uint8Array(65_536);
for (const character of ',;!?。~\n…()【】—') BREAKS[character.charCodeAt(0)] = 1;
const DOT = 46;
const SPACE = 32;
const QUESTION_MARK = 63;

const ASKING_END = /(?:吗|么|没有|没|不|伐)$/;
/** 要不要, 能不能, 是不是, 有没有, 可不可以; but 退不退要看包装 states. */
const A_NOT_A = /(?<![没不])([\u4e00-\u9fff])[不没]\1(?!要|得|由|看|都)|是否/;
/** Words after which A-not-A asks nothing: 不管是不是, 让医生看看是不是. */
const ANY_CASE = /不管|无论|不论|取决|(?:看看|看您|看下|看[1一]下|问[1一]下|问问|问下|确认|判断|检查|查查|知道|观察|留意)/;

function isChinese(unit: number): boolean {
  return unit >= 0x3400 && unit <= 0x9fff;
}

function isBreak(text: string, i: number, unit: number): boolean {
  if (BREAKS[unit] === 1) return true;
  if (unit === DOT) return !isWordUnit(text.charCodeAt(i + 1)) || (isChinese(text.charCodeAt(i - 1)) && !isDigitUnit(unit));
  return unit === SPACE && isChinese(text.charCodeAt(i - 1)) && isChinese(text.charCodeAt(i + 1));
}

/** 吗 always asks; 没, 没有 and 不 only behind a statement of their opposite (有货没, 能退不). */
function isTag(text: string, ending: string): boolean {
  if (ending === '吗' || ending === '伐') return true;
  if (ending === '么') return !/(?:什么|怎么|这么|那么|要么|多么)$/.test(text);
  const rest = text.slice(0, -ending.length);
  return (
    /[有能可以会要是行]/.test(rest.slice(0, -1)) &&
    !/(?:还|都|也|并|暂时|目前|现在|已经|真|就)$/.test(rest) &&
    !/[不没]/.test(rest)
  );
}

function asks(text: string, mark: number): boolean {
  if (mark === QUESTION_MARK) return true;
  const ending = ASKING_END.exec(text.slice(-2));
  if (ending !== null && isTag(text, ending[0])) return true;
  if (!text.includes('不') && !text.includes('没') && !text.includes('是否')) return false;
  return A_NOT_A.test(text) && !ANY_CASE.test(text);
}

/** The clauses of a text in matching form, in order, empty ones left out. */
export function splitClauses(text: string): readonly Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i += 1) {
    const unit = i < text.length ? text.charCodeAt(i) : 0;
    if (i < text.length && !isBreak(text, i, unit)) continue;
    if (i > start) clauses.push({ start, end: i, asked: asks(text.slice(start, i), unit) });
    start = i + 1;
  }
  return clauses;
}
