/** Polarity: is a pattern asserted, denied or only asked about where it stands? */
import type { Clause } from './clause.js';
import { indexOfPattern } from './matching-form.js';
import type { Cue } from './negation-cue.js';
import { isDigitUnit } from './phrase-table.js';
import { UnitSet } from './unit-set.js';

export type Polarity = 'asserted' | 'negated' | 'asked';

/** One occurrence of a pattern. */
export interface Occurrence {
  readonly polarity: Polarity;
  /** Denied only under a condition (超过7天不能退), or only for a stated case (1段不适合6个月以上). */
  readonly conditional: boolean;
  readonly start: number;
  readonly end: number;
}

/** How far a cue before a pattern reaches, in characters. */
const REACH = 14;
const REACH_LATIN = 40;
/** How far behind a pattern it may be taken back, and how far before it a condition may stand. */
const LOOK_AHEAD = 60;
const LOOK_BACK = 60;
/** A fresh predicate between cue and pattern takes over: 不用换2段就喝1段, 没拆封的可以退. */
const FRESH = /就|才|则|但|而|也|请|建议|推荐|可以|应该|只能|因此|所以|反而|只要|支持|适合|直接选|要|是|能|会| but | instead/;
/** Degree words belong to the cue: 不是很建议. */
const DEGREE = /^(?:很|太|怎么|特别|那么|十分|非常|是|大|再|真的|说|直接|随便|轻易|马上|急着|自己|另外|额外|单独|任何)+/;
/** 无电梯|每层加收30元: behind what is lacking, what it costs or brings is stated. */
const LACKING = /^(?:无|没|没有|未)$/;
const CHARGED = /[^\d]{2}(?:每|加收|另收|收取|加付|收|补|扣|赔|按)[^,]{0,4}$/;
const DENYING = /[不没无别勿未免]|\bno[t ]|n't/;
const CONDITION = /如果|若|要是|的话|否则|不然|除非|超过|超出|以外|过了|一旦|只要|没到|未满|不满|if |unless |after /;
const DENIED_AFTER =
  /^(?:的|呢|奶粉|宝宝|商品|产品|款|这款|这个|优惠|活动|服务|都|也|就|还|是|暂时|目前|现在|一般|其实|肯定|绝对|并|确实|真的|可|、|和|或|与|及|[0-9]+段){0,5}(?:不(?:太|怎么|是很|大)?(?:适合|适用|行|可以|合适|建议|推荐|对|能|支持|考虑|享受|参加|可取|划算)|没有?(?:货|了|现货|库存)|(?:我们|我家|咱家|咱们|店里|这边|这里|本店|家里)?(?:都|也|还|暂时|目前)?没有(?=$|[的呢哦哈呀啊])|无法|是?(?:错误|错|假|误区|谣言|误传|禁止)的?)/;
/** The verb's own complement: 减不了, 买不到; and a predicate taken back: 是不可以的. */
const VERB_DENIED_AFTER =
  /^(?:货|的|[跑走到用撑装坐放站])?(?:不了|不到(?!\d)|不上|不出|不起|不成|是不(?:可以|行|能|支持|会)|不行|不可以)/;
const VERBAL = /[可能会有是]|支持|退|换|减|包邮|发|送|用|喝|吃|买/;
const QUANTITY_AFTER = /\d/;
const CLAUSE_END = /[,;!?。~\n]/;
/** A limit that something is held against (满65岁就不行, 迟到20分钟不能入场) is itself stated, whatever is denied beyond it. */
const LIMIT_BEFORE = /(?:满|超过|超出|过了|不到|迟到|晚到|早到|提前)$/;
const LIMIT_WINDOW = 2;
/** 没激活7天内可退: what a bare 没 or 不 denies ends before the quantity that a predicate of its own follows. */
const PREDICATE_AFTER = /[可能会要得]|支持|退|免/;

/** Cues that deny a state, not an object. */
const BARE_CUE = /^(?:未|未能|非|无)$/;
/** Behind the noun of an attribute: what is said of it. */
const NEW_PREDICATE = /^(?:[^可能会要扣收支退换免需赔]{1,6}(?:扣|收|支持|退|换|免|需|赔)|[^可能会要]{0,6}(?:可|能|会|要))/;

/** What polarity is judged on: a text in matching form with its clauses and cues. */
export interface Statement {
  readonly form: string;
  readonly clauses: readonly Clause[];
  readonly cues: readonly Cue[];
}

/** Characters without which nothing behind a pattern takes it back. */
const takingBack = new UnitSet('不没无禁错假误谣');

/** The index of the last item that starts before `at` (−1 without one); items stand in order. */
function lastBefore(items: readonly { readonly start: number }[], at: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The clause that `at` lies in. */
export function clauseAt(clauses: readonly Clause[], at: number): Clause | undefined {
  const clause = clauses[lastBefore(clauses, at + 1)];
  return clause !== undefined && at < clause.end ? clause : undefined;
}

/** Whether a quantity with a predicate behind it in the same clause stands for itself. */
function isHeldApart(text: string, start: number, pattern: string): boolean {
  if (!isDigitUnit(pattern.charCodeAt(0))) return false;
  const rest = text.slice(start + pattern.length, start + pattern.length + REACH);
  const stop = CLAUSE_END.exec(rest)?.index ?? rest.length;
  return PREDICATE_AFTER.test(rest.slice(0, stop));
}

/** 未发货的订单可取消, 没有质量问题的拒收扣10元: what is denied within an attribute is not what its noun is said to do. */
function endsAt(cue: string, behind: string): boolean {
  return BARE_CUE.test(cue) || NEW_PREDICATE.test(behind);
}

/** Whether a cue governs what stands at `start`, which reads `pattern`. */
function governs(text: string, cue: Cue, start: number, pattern: string): boolean {
  if (start >= cue.reach) return false;
  const latin = cue.phrase.charCodeAt(0) < 128;
  const skipped = DEGREE.exec(text.slice(cue.end, start))?.[0].length ?? 0;
  const between = text.slice(cue.end + skipped, start);
  if (between.length > (latin ? REACH_LATIN : REACH)) return false;
  if (between === '') return true;
  // 没有质量问题|不支持退: what denies by itself is not denied from afar.
  if (DENYING.test(pattern)) return false;
  const attribute = between.lastIndexOf('的');
  if (attribute >= 0 && (cue.label === 'close' || endsAt(cue.phrase, `${between.slice(attribute + 1)}${pattern}`))) return false;
  if (cue.label === 'close' && isHeldApart(text, start, pattern)) return false;
  if (isDigitUnit(pattern.charCodeAt(0)) && LACKING.test(cue.phrase) && CHARGED.test(between)) return false;
  // The pattern's own first characters count: 没拆封|可以退 starts a predicate of its own.
  return !FRESH.test(`${between.slice(1)}${pattern.slice(0, 2)}`);
}

/** Whether the nearest governing cue denies the pattern; cues in a row (不是不能) cancel each other. */
function isDenied({ form, cues }: Statement, clause: Clause, start: number, end: number): boolean {
  let count = 0;
  let next = start;
  for (let k = lastBefore(cues, start); k >= 0; k -= 1) {
    const cue = cues[k] as Cue;
    if (cue.start < clause.start || start - cue.end > REACH_LATIN) break;
    if (cue.label === 'harmless') continue;
    // A cue may reach into the pattern: 不可以 denies 可以减40.
    const denies = count > 0 ? cue.end === next : cue.end > start || governs(form, cue, start, form.slice(start, end));
    if (!denies) continue;
    count += 1;
    next = cue.start;
  }
  return count % 2 === 1;
}

/** Denied by what follows: 2段暂时不适合, 减不了. `undefined` when nothing does. */
function deniedBehind(
  { form }: Statement,
  start: number,
  end: number,
  clauseEnd: number,
): { readonly conditional: boolean } | undefined {
  const to = Math.max(end, Math.min(clauseEnd, end + LOOK_AHEAD));
  if (isDigitUnit(form.charCodeAt(start)) && LIMIT_BEFORE.test(form.slice(Math.max(0, start - LIMIT_WINDOW), start)))
    return undefined;
  if (!takingBack.occursIn(form, end, to)) return undefined;
  const rest = form.slice(end, to);
  const denied = VERB_DENIED_AFTER.exec(rest) ?? (VERBAL.test(form.slice(start, end)) ? null : DENIED_AFTER.exec(rest));
  return denied === null ? undefined : { conditional: QUANTITY_AFTER.test(rest.slice(denied[0].length)) };
}

/** The polarity of the stretch `start`–`end` of a text's matching form. */
export function polarityAt(statement: Statement, start: number, end: number): Occurrence {
  const { form, clauses, cues } = statement;
  const clause = clauseAt(clauses, start) ?? { start, end, asked: false };
  if (clause.asked) return { polarity: 'asked', conditional: false, start, end };
  const before = cues[lastBefore(cues, start)];
  const inHarmless = before?.label === 'harmless' && before.end > start;
  if (before !== undefined && !inHarmless && isDenied(statement, clause, start, end)) {
    const conditional = CONDITION.test(form.slice(Math.max(clause.start, start - LOOK_BACK), start));
    return { polarity: 'negated', conditional, start, end };
  }
  const behind = deniedBehind(statement, start, end, clause.end);
  return { polarity: behind === undefined ? 'asserted' : 'negated', conditional: behind?.conditional ?? false, start, end };
}

const NOWHERE: readonly Occurrence[] = [];

/** Every place where `pattern` (in matching form) stands, with its polarity there. */
export function findOccurrences(statement: Statement, pattern: string): readonly Occurrence[] {
  let found: Occurrence[] | undefined;
  for (
    let at = indexOfPattern(statement.form, pattern);
    at >= 0;
    at = indexOfPattern(statement.form, pattern, at + pattern.length)
  ) {
    found ??= [];
    found.push(polarityAt(statement, at, at + pattern.length));
  }
  return found ?? NOWHERE;
}
