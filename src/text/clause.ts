/** Clauses: the stretches of a text in which a negation or a question mark reigns. */
import { isDigitUnit, isWordUnit } from './phrase-table.js';
import { UnitSet } from './unit-set.js';

export interface Clause {
  readonly start: number;
  readonly end: number;
  /** It asks instead of stating: ends in ? or 吗, or turns on A-not-A (能不能). */
  readonly asked: boolean;
}

/** The last three are none within numbers and Latin text. */
const breaks = new UnitSet(',;!?。~\n…()【】—:. ');
const DOT = 46;
const COLON = 58;
/** What verbs end with whose objects follow a colon. */
const listing = new UnitSet('持含括供');
const SPACE = 32;
const QUESTION_MARK = 63;

/** What asking tags end with, and without what there is no A-not-A. */
const tagEnds = new UnitSet('吗么有没不伐');
const turning = new UnitSet('不没否还');
const ASKING_END = /(?:吗|么|没有|没|不|伐)$/;
/** 要不要, 能不能, 是不是, 有没有, 可不可以; but 退不退要看包装 states, and so does 能不能看情况. */
const A_NOT_A =
  /(?<![没不])([\u4e00-\u9fff])[不没]\1(?!要看|得看|由|都|看(?:情况|具体|您|你|包装|天气|是))(?:(?<=[能可会有是要愿])|(?!要|得|看))|是否/;
/** Words after which A-not-A asks nothing: 不管是不是, 让医生看看是不是. */
const ANY_CASE = /不管|无论|不论|取决|(?:看看|看您|看下|看[1一]下|问[1一]下|问问|问下|确认|判断|检查|查查|知道|观察|留意)/;

/** 具体是5.5还是6 asks; 还是能退, 都可以 do not. */
const ALTERNATIVE =
  /(?:(?<![要只但可就不凡都总还于])是[^是]{1,12}|\d[^\d是]{0,4})还是(?!能|会|可|要|不|没|有|很|比较|建议|推荐|得|支持|按|原|一样|给|帮|算|退|免|包|照|需|应|只)/;
const EITHER = /都|均|一样|不管|无论|不论|随/;
/** What is said of an embedded question: 能不能吃|得问医生, 有没有|我不能保证. */
const SAID_OF_IT =
  /(?:得|需要?|要|建议|最好|还是|由|取决|以)(?:先|再|您|去|让|找|请)*(?:问|咨询|看|听|查|核|由|取决|以|等|按|遵)|(?:我|我们|这边|店里|客服|资料里?|页面上?)(?:也|还|都|暂时|目前|这边|这里)*(?:不|没|无|查|帮|去|给您|替|核)|说不|不(?:好说|确定|清楚|知道)|没法|无法|没资料|没写|没说/;

const NEEDING = /^[得需要建最还由取以]/;

function isChinese(unit: number): boolean {
  return unit >= 0x3400 && unit <= 0x9fff;
}

function isBreak(text: string, i: number, unit: number): boolean {
  if (!breaks.has(unit)) return false;
  // 16:00 is one, and 不支持:退货 lists what is denied.
  if (unit === COLON)
    return !listing.has(text.charCodeAt(i - 1)) && !(isWordUnit(text.charCodeAt(i - 1)) && isWordUnit(text.charCodeAt(i + 1)));
  if (unit === DOT) return !isWordUnit(text.charCodeAt(i + 1)) || (isChinese(text.charCodeAt(i - 1)) && !isDigitUnit(unit));
  return unit !== SPACE || (isChinese(text.charCodeAt(i - 1)) && isChinese(text.charCodeAt(i + 1)));
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

/** Whether a clause asks, by its words. `turns`: a character of {@link turning} stands in it. */
function asks(clause: string, turns: boolean): boolean {
  if (tagEnds.has(clause.charCodeAt(clause.length - 1))) {
    const ending = ASKING_END.exec(clause.slice(-2));
    if (ending !== null && isTag(clause, ending[0])) return true;
  }
  if (!turns || ANY_CASE.test(clause)) return false;
  return A_NOT_A.test(clause) || (ALTERNATIVE.test(clause) && !EITHER.test(clause));
}

/** Where what is said of an embedded question begins; −1 when the clause does nothing but ask. */
function saidOfIt(clause: string): number {
  const question = A_NOT_A.exec(clause);
  if (question === null) return -1;
  const from = question.index + question[0].length;
  const said = SAID_OF_IT.exec(clause.slice(from));
  // 是不是要看 is all question.
  return said === null || (said.index === 0 && NEEDING.test(said[0])) ? -1 : from + said.index;
}

/** Adds the clause that ends at `end` with `mark`; an embedded question and what is said of it are two. */
function addClause(clauses: Clause[], text: string, start: number, end: number, mark: number, turns: boolean): void {
  const mayAsk = mark !== QUESTION_MARK && (turns || tagEnds.has(text.charCodeAt(end - 1)));
  const clause = mayAsk ? text.slice(start, end) : '';
  const asked = mark === QUESTION_MARK || (mayAsk && asks(clause, turns));
  const said = asked && mayAsk ? saidOfIt(clause) : -1;
  if (said < 0) clauses.push({ start, end, asked });
  else clauses.push({ start, end: start + said, asked }, { start: start + said, end, asked: false });
}

/** The clauses of a text in matching form, in order, empty ones left out. */
export function splitClauses(text: string): readonly Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  let turns = false;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (turning.has(unit)) turns = true;
    if (!isBreak(text, i, unit)) continue;
    if (i > start) addClause(clauses, text, start, i, unit, turns);
    start = i + 1;
    turns = false;
  }
  if (text.length > start) addClause(clauses, text, start, text.length, 0, turns);
  return clauses;
}
