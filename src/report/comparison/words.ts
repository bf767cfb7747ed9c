/** Comparisons in words and marks, the same in every format. */
import {
  type ChangeSide,
  type Comparison,
  type DefinedDifference,
  type Difference,
  type DifferenceVerdict,
  type GateResult,
  HEADLINE_METRICS,
  type Judged,
  type Leaderboard,
  sliceLabel,
  type TurnChange,
} from '../../schema/index.js';
import { msText, scoreText, shareText, type Unit, valueText } from '../figures.js';
import { metricFace } from '../metric-face.js';

export type Candidate = Comparison['candidates'][number];

/** A mark beside the word, so that no verdict rests on colour alone. */
export const DIFFERENCE_MARK: Readonly<Record<DifferenceVerdict, string>> = {
  better: '▲',
  worse: '▼',
  same: '=',
  inconclusive: '?',
  different: '≠',
};

/** `+2.1 pp`, `−12 ms`, `+0.021`; a difference always has its sign. */
export function differenceText(value: number, unit: Unit): string {
  const size = Math.abs(value);
  const figures = unit === 'share' ? shareText(size).replace('%', ' pp') : unit === 'ms' ? msText(size) : scoreText(size);
  return `${value > 0 ? '+' : value < 0 ? '−' : '±'}${figures}`;
}

/** `[+0.4, +3.9]` in the unit of the difference; why there is none otherwise. */
export function differenceInterval({ metric, lower, upper }: DefinedDifference): string {
  if (lower === undefined || upper === undefined) return 'no interval';
  const { unit } = metricFace(metric);
  const bare = (bound: number) => differenceText(bound, unit).replace(/ (pp|ms)$/, '');
  return `[${bare(lower)}, ${bare(upper)}]`;
}

/** `0.0312`, `<0.0001`; `–` where there was no test. */
export function pText(p: number | undefined): string {
  if (p === undefined) return '–';
  return p < 0.0001 ? '<0.0001' : String(Number(p.toPrecision(2)));
}

/** `120 more families`. */
export function familiesMoreText(more: number): string {
  return `${more} more ${more === 1 ? 'family' : 'families'}`;
}

/** `inconclusive, 120 more families`; the word of the verdict alone otherwise. */
export function verdictText({ verdict, families_more: more }: DefinedDifference): string {
  return more === undefined ? verdict : `${verdict}, ${familiesMoreText(more)}`;
}

/** `19.2% → 47.6%`. */
export function valuesText({ metric, baseline, candidate }: DefinedDifference): string {
  const { unit } = metricFace(metric);
  return `${valueText(baseline, unit)} → ${valueText(candidate, unit)}`;
}

const OVERALL: Readonly<Record<Judged['overall'], (candidate: string, baseline: string) => string>> = {
  better: (candidate, baseline) => `${candidate} is better than ${baseline}`,
  worse: (candidate, baseline) => `${candidate} is worse than ${baseline}`,
  mixed: (candidate, baseline) => `${candidate} is better than ${baseline} in some ways and worse in others`,
  same: (candidate, baseline) => `${candidate} is the same as ${baseline} within the margins`,
  inconclusive: (candidate, baseline) => `no difference between ${candidate} and ${baseline} is beyond chance`,
};

/** Metrics that are worse, by name. */
const NAMED = 4;

/** Who is better, on how many metrics, the leading difference. */
export function judgedText(name: string, baseline: string, { overall, verdicts, differences }: Judged): string {
  const whole = differences.filter(isOverall);
  const counts = (['better', 'worse', 'same', 'inconclusive', 'different'] as const).flatMap((verdict) => {
    const count = verdicts[verdict];
    const named = whole.flatMap((d) => (d.status === 'defined' && d.verdict === verdict ? [d.metric] : []));
    const names = `${named.slice(0, NAMED).join(', ')}${count > NAMED ? ', …' : ''}`;
    return count === 0 ? [] : [`${count} ${verdict}${verdict === 'worse' ? ` (${names})` : ''}`];
  });
  const lead = leadOf(whole);
  const leading =
    lead === undefined
      ? ''
      : `; ${lead.metric} ${differenceText(lead.difference, metricFace(lead.metric).unit)} ${differenceInterval(lead)}`;
  const metrics = counts.length === 0 ? 'no metric has a value in both' : `of its metrics ${counts.join(', ')}`;
  return `${OVERALL[overall](name, baseline)}: ${metrics}${leading}`;
}

/** One sentence: what {@link judgedText} says, and what broke. */
export function conclusionText(comparison: Comparison, candidate: Candidate): string {
  const { name, broken, mended } = candidate;
  return `${judgedText(name, comparison.runs[0]?.name ?? '', candidate)}; ${broken} turns broke, ${mended} were mended`;
}

function leadOf(differences: readonly Difference[]): DefinedDifference | undefined {
  const defined = differences.filter((difference) => difference.status === 'defined');
  return HEADLINE_METRICS.map((metric) => defined.find((d) => d.metric === metric)).find((d) => d !== undefined) ?? defined[0];
}

export function isOverall({ slice }: Difference): boolean {
  return Object.keys(slice).length === 0;
}

/** Metrics of the differences on slices, in their order, each with its differences. */
export function bySlice(
  differences: readonly Difference[],
  metrics: readonly string[],
): ReadonlyMap<string, readonly Difference[]> {
  const found = metrics.map((metric) => [metric, differences.filter((d) => d.metric === metric && !isOverall(d))] as const);
  return new Map(found.filter(([, list]) => list.length > 0));
}

/** The metrics shown by slice: those that matter most, or all when few were compared. */
export function sliceMetrics(differences: readonly Difference[]): readonly string[] {
  const all = [...new Set(differences.map(({ metric }) => metric))];
  const leading = ['intent.accuracy', 'relevance.mean'].filter((metric) => all.includes(metric));
  return all.length <= 3 || leading.length === 0 ? all.slice(0, 3) : leading;
}

/** `1`, or `1–2` where the tests cannot tell more. */
export function rankText({ best, worst }: Leaderboard['places'][number]): string {
  return best === worst ? String(best) : `${best}–${worst}`;
}

/** `mb-0012, turn 3 [dialect=yue]`; turns are counted from 1 for readers. */
export function placeText({ dialogue_id, turn, trial, slices }: TurnChange): string {
  const trials = trial === 0 ? '' : `, trial ${trial + 1}`;
  return `${dialogue_id}, turn ${turn + 1}${trials}${slices.length === 0 ? '' : ` [${slices.join(', ')}]`}`;
}

/** `product.recommend · “…” · relevance 0.120: asked 3个月, reply speaks of 3岁`. */
export function sideText({ status, reply, intent, relevance, reasons }: ChangeSide, limit: number): string {
  const said = reply === undefined || reply === '' ? status : `“${clipped(reply, limit)}”`;
  const score = relevance === undefined ? [] : [`relevance ${scoreText(relevance)}`];
  const why = reasons.slice(0, 2);
  return [...(intent === undefined ? [] : [intent]), said, ...score, ...why].join(' · ');
}

/** At most `limit` code points, an ellipsis standing for the rest. */
export function clipped(text: string, limit: number): string {
  const points = [...text];
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`;
}

/** What was compared: dialogues, turns, families, level. */
export function groundText({ counts, history, level, seed }: Comparison): string {
  return `${counts.dialogues} dialogues · ${counts.keys} turns · ${counts.families} families · history ${history} · level ${level} · seed ${seed}`;
}

/** The operating characteristic of a gate; undefined where none is known. */
export function operatingText({
  verdict,
  operating,
  p,
  p_adjusted: adjusted,
  families_more: more,
}: GateResult): string | undefined {
  const parts: string[] = [];
  if (operating !== undefined) {
    const { no_change: same, at_limit: limit, twice_the_margin: twice } = operating;
    parts.push(`if nothing changed: fails falsely ${chance(same.fail)}, passes ${chance(same.pass)}`);
    parts.push(`exactly at the limit: passes ${chance(limit.pass)}`);
    if (twice !== undefined) parts.push(`twice the margin worse: fails ${chance(twice.fail)}`);
  }
  if (p !== undefined && verdict !== 'pass')
    parts.push(`p ${pText(p)}${adjusted === undefined || adjusted === p ? '' : ` (Holm ${pText(adjusted)})`}`);
  if (more !== undefined) parts.push(`${familiesMoreText(more)} would settle it`);
  return parts.length === 0 ? undefined : parts.join('; ');
}

function chance(share: number): string {
  return share < 0.001 ? '<0.1%' : share > 0.999 ? '>99.9%' : shareText(share);
}

/** `dialect=yue` of a difference. */
export function sliceOf({ slice }: Difference): string {
  return sliceLabel(slice);
}
