/** Signed content: what a text asserts and what it denies, apart, so that 含酒精 is not taken for 不含酒精. */
import type { Clause } from './clause.js';
import { extractContent } from './content-text.js';
import { type ContentTokens, LIGHT, tokenise } from './content-token.js';
import type { Statement } from './polarity.js';

/** The content of a text by its sign. What only holds under a condition, or is asked, stands in neither. */
export interface SignedContent {
  readonly asserted: ReadonlySet<number>;
  readonly denied: ReadonlySet<number>;
}

/** Where a denial ends within a clause: a predicate of its own, or the noun behind an attribute. */
const FRESH =
  /每|加收|就|才|则|但|而|只能|只有|因此|所以|反而|只要|支持|适合|可以|应该|建议|请|要|是|能|会|的(?=.)|、| but | and | instead| then | through | with | via | by | on | in | for | at /;
const FRESH_FROM = 2;
/** 没剪就退 */
const THEN = /^[^a-z\d ][就则]/;
const SHORT_REST = 3;
const LATIN_OR_DIGIT = /[a-z\d]/;
const JOINT = /.*(?:但|而|、|,| but | and )/;
/** What more costs (想多修5张另付100元) takes nothing from what there is. */
const EXTRA = /^(?:想|要|如需|需要|再|多|加|额外)/;
/** Paid for apart is not included. */
const APART = /另付|另算|另计|另收|另外付|另外收|自理|自费|不在内/;
const CONDITION = /如果|若|要是|的话|的时候|否则|不然|除非|超过|超出|以外|一旦|没到|未满|不满|不足|if |unless |after |before /;

/** 免违约金 denies a penalty; 免费, 免税 and 免3小时 are words of their own. */
const EXEMPTION = '免';
const EXEMPT = /免(?![费邮税洗息押签安打疫检单票运熨烫漂得去除了不\d])(?<!避免|以免|难免|未免)/g;

interface Cue {
  readonly start: number;
  readonly end: number;
  readonly reach: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly denied: boolean;
}

/** Verdicts, which are denied of what precedes them (微波炉不行); of any other verb it is who does it, or when. */
/** The complement of a verb that fails (买不到, 打不了折) stands with its verb. */
const VERDICT_DENIED =
  /^(?:(?:了|到(?!\d)|上|成|起|动|出)[^\d]?$|(?:行|可以|能|支持|适合|适用|合适|推荐|建议|包|包含|含|有|在内|提供|要|需要|用|用了|收|退|换|送|享受|参加|得|了|的|呢|哦)*$)/;

/** 花生酱不能吃: what may not be done to it. */
const MODAL = /^(?:不能|不可|不许|不准|不得|禁止|别|不要)/;

function sharesFate(form: string, start: number, end: number, rest: string): boolean {
  if (rest.length <= 1 && MODAL.test(form.slice(Math.max(0, end), end + 2)) && !LATIN_OR_DIGIT.test(form.slice(start, end)))
    return true;
  return rest.length <= SHORT_REST && VERDICT_DENIED.test(rest) && !LATIN_OR_DIGIT.test(form.slice(start, end));
}

/** Splits a clause with cues into stretches of one sign each; what is of neither stands in none. */
function signedSpans(form: string, clause: Clause, cues: readonly Cue[]): readonly Span[] {
  const spans: Span[] = [];
  let from = clause.start;
  for (let k = 0; k < cues.length; ) {
    const cue = cues[k] as Cue;
    k += 1;
    if (cue.start < from) continue;
    let [end, denied, reach] = [cue.end, true, cue.reach];
    // 不是不能: cues in a row cancel each other.
    for (let next = cues[k]; next !== undefined && next.start === end; next = cues[k]) {
      denied = !denied;
      end = next.end;
      reach = next.reach;
      k += 1;
    }
    const joint = JOINT.exec(form.slice(from, cue.start))?.[0].length ?? 0;
    if (joint > 0) spans.push({ start: from, end: from + joint, denied: false });
    const rest = form.slice(end + FRESH_FROM, clause.end);
    const stop = FRESH.exec(rest)?.index;
    const far = stop === undefined ? clause.end : end + FRESH_FROM + stop;
    const to = Math.min(reach, THEN.test(form.slice(end, end + FRESH_FROM)) ? end + 1 : far);
    if (to < reach && sharesFate(form, from + joint, cue.start, form.slice(end, to)))
      spans.push({ start: from + joint, end: cue.start, denied });
    spans.push({ start: end, end: to, denied });
    from = to;
  }
  spans.push({ start: from, end: clause.end, denied: false });
  return spans;
}

function addTokens(into: Set<number>, form: string, start: number, end: number): void {
  if (end <= start) return;
  for (const token of tokenise(extractContent(form.slice(start, end))).ids) into.add(token);
}

/** Undefined for a text that denies nothing; its content is all asserted then. */
export function signContent({ form, clauses, cues }: Statement): SignedContent | undefined {
  const open: Cue[] = cues.filter(({ label }) => label !== 'harmless');
  if (form.includes(EXEMPTION)) {
    for (const { index } of form.matchAll(EXEMPT)) open.push({ start: index, end: index + 1, reach: Number.POSITIVE_INFINITY });
    open.sort((a, b) => a.start - b.start);
  }
  if (open.length === 0 && !APART.test(form)) return undefined;
  const asserted = new Set<number>();
  const denied = new Set<number>();
  let next = 0;
  for (const clause of clauses) {
    const first = next;
    while (next < open.length && (open[next] as Cue).start < clause.end) next += 1;
    if (clause.asked) continue;
    const own = open.slice(first, next);
    if (own.length === 0) {
      const said = form.slice(clause.start, clause.end);
      const apart = APART.test(said) && !EXTRA.test(said);
      addTokens(apart ? denied : asserted, form, clause.start, clause.end);
    }
    if (own.length > 0 && !CONDITION.test(form.slice(clause.start, clause.end))) {
      for (const span of signedSpans(form, clause, own)) addTokens(span.denied ? denied : asserted, form, span.start, span.end);
    }
  }
  return { asserted, denied };
}

export interface Clash {
  /** Weight of the content that both share with one sign, and that one asserts and the other denies. */
  readonly agreed: number;
  readonly clashing: number;
}

function weightOf(token: number): number {
  return token < 0 ? LIGHT : 1;
}

/** How far two texts share content and differ in its sign; `plain` texts deny nothing. */
export function contentClash(
  ours: SignedContent | undefined,
  ourTokens: ContentTokens,
  theirs: SignedContent | undefined,
  theirTokens: ContentTokens,
): Clash {
  let [agreed, clashing] = [0, 0];
  const a = ours ?? { asserted: new Set(ourTokens.ids), denied: NOTHING };
  const b = theirs ?? { asserted: new Set(theirTokens.ids), denied: NOTHING };
  for (const token of a.asserted) {
    if (b.asserted.has(token)) agreed += weightOf(token);
    else if (b.denied.has(token) && !a.denied.has(token)) clashing += weightOf(token);
  }
  for (const token of a.denied) {
    if (b.denied.has(token)) agreed += weightOf(token);
    else if (b.asserted.has(token) && !a.asserted.has(token)) clashing += weightOf(token);
  }
  return { agreed, clashing };
}

const NOTHING: ReadonlySet<number> = new Set();
