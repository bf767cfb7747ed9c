/** A threshold finding in words and figures, the same in every format. */
import type {
  DefinedThresholdFinding,
  MeasuredCost,
  ThresholdCounts,
  ThresholdPoint,
  ThresholdReport,
  ThresholdRule,
} from '../../schema/index.js';
import { shareText } from '../figures.js';

/** Points of the curve in a table, beside `never`, `always` and the optimum. */
const ROWS = 8;
/** From so many significant digits on, every number is told apart. */
const EXACT = 17;

/** Four significant digits, without an exponent for the sizes that occur. */
export function costText(cost: number): string {
  return String(Number(cost.toPrecision(4))).replace('-', '−');
}

/** A confidence, rounded down, so that what has it is still above; with `above` as short as the values between allow. */
export function confidenceText(confidence: number, above?: number): string {
  for (let digits = above === undefined ? 4 : 2; digits < EXACT; digits += 1) {
    const step = 10 ** (digits - 1 - Math.floor(Math.log10(Math.abs(confidence) || 1)));
    const floor = Number((Math.floor(confidence * step) / step).toPrecision(digits));
    if (floor <= confidence && (above === undefined || floor > above)) return String(floor);
  }
  return String(confidence);
}

/** `never`, `below 0.62`, `always`: which turns are handed over. */
export function ruleText(threshold: ThresholdRule, above?: number): string {
  return threshold.rule === 'at' ? `below ${confidenceText(threshold.confidence, above)}` : threshold.rule;
}

/** The rule of a point of the curve; that of the optimum so that it can be typed in as it stands. */
export function pointText({ threshold }: ThresholdPoint, { optimum }: DefinedThresholdFinding): string {
  return sameRule(threshold, optimum.threshold) ? ruleText(threshold, optimum.above) : ruleText(threshold);
}

/** `1.17 [0.98, 1.35]`, or why there is no interval. */
export function measuredText({ value, lower, upper, reason }: MeasuredCost): string {
  if (lower === undefined || upper === undefined) return `${costText(value)} (no interval: ${reason})`;
  return `${costText(value)} [${costText(lower)}, ${costText(upper)}]`;
}

/** The finding in one sentence. */
export function conclusionText({ optimum }: DefinedThresholdFinding): string {
  const kept = `the bot answers ${shareText(optimum.coverage)} of the turns${
    optimum.accuracy === undefined ? '' : `, ${shareText(optimum.accuracy)} of them rightly`
  }`;
  const cost = `${costText(optimum.cost)} a turn`;
  if (optimum.threshold.rule === 'never') return `Never hand over by confidence: ${cost} is the least; ${kept}`;
  if (optimum.threshold.rule === 'always') return `Hand every turn over: ${cost} is the least, no confidence earns an answer`;
  return `Hand over below a confidence of ${confidenceText(optimum.threshold.confidence, optimum.above)}: ${cost} is the least; ${kept}`;
}

/** What the optimum does not hold up against on turns that it was not chosen on; undefined where it does. */
export function cautionText({ cross_fitted: crossed, optimum }: DefinedThresholdFinding): string | undefined {
  if (crossed.status === 'undefined' || optimum.threshold.rule !== 'at') return undefined;
  const rivals = [
    ['never handing over', crossed.saving_over_never],
    ['always handing over', crossed.saving_over_always],
  ] as const;
  const unbeaten = rivals.flatMap(([name, saving]) => ((saving.lower ?? saving.value) > 0 ? [] : [name]));
  if (unbeaten.length === 0) return undefined;
  return `On turns that it was not chosen on, a threshold does not surely cost less than ${unbeaten.join(' or ')}`;
}

/** Names and figures of what stands beside the optimum. */
export function factsOf(finding: DefinedThresholdFinding, level: number): readonly (readonly [string, string])[] {
  const { optimum, threshold_interval: range, cross_fitted: crossed } = finding;
  const percent = `${Number((level * 100).toPrecision(6))}%`;
  const plateau: readonly (readonly [string, string])[] =
    optimum.above === undefined || optimum.threshold.rule !== 'at'
      ? []
      : [['the same for', `any threshold above ${optimum.above}, up to ${optimum.threshold.confidence}`]];
  return [
    ['cost a turn', measuredText(finding.cost)],
    ['saved against never', measuredText(finding.saving_over_never)],
    ['saved against always', measuredText(finding.saving_over_always)],
    ...plateau,
    [
      'resampled thresholds',
      range === undefined
        ? 'nothing to resample'
        : `${percent} of them from "${ruleText(range.lower)}" to "${ruleText(range.upper)}"`,
    ],
    ...(crossed.status === 'undefined'
      ? [['cross-fitted cost', `undefined: ${crossed.reason}`] as const]
      : ([
          ['cross-fitted cost', `${measuredText(crossed.cost)}, ${crossed.folds} folds`],
          [
            'cross-fitted saving',
            `${measuredText(crossed.saving_over_never)} against never, ${measuredText(crossed.saving_over_always)} against always`,
          ],
          ['optimism', `${costText(crossed.optimism)} a turn, by choosing and judging on the same turns`],
        ] as const)),
  ];
}

/** `wrong 5 · hand-over 1 · missed 5 · due 1`. */
export function groundText({ costs, right, level, counts }: ThresholdReport & { readonly counts: ThresholdCounts }): string {
  const prices = `costs: wrong ${costs.wrong} · hand-over ${costs.handoff} · missed ${costs.missed} · due ${costs.due}`;
  const by = { intent: 'the first intent', relevance: 'the relevance of the reply', both: 'intent and relevance' }[right];
  const percent = `${Number((level * 100).toPrecision(6))}%`;
  return `${prices} · right by ${by} · ${counts.turns} turns, ${counts.due} of them due to a person · ${counts.families} families · intervals ${percent}, by family`;
}

/** `never`, points of the curve evenly by the share that is handed over, the optimum, `always`. */
export function tableRows({ curve, optimum }: DefinedThresholdFinding): readonly ThresholdPoint[] {
  const isOptimum = (point: ThresholdPoint) => sameRule(point.threshold, optimum.threshold);
  const shown = new Set<ThresholdPoint>();
  for (let row = 0; row <= ROWS; row += 1) {
    const goal = 1 - row / ROWS;
    const nearest = curve.reduce((a, b) => (Math.abs(b.coverage - goal) < Math.abs(a.coverage - goal) ? b : a));
    shown.add(nearest);
  }
  return curve.filter((point, i) => i === 0 || i === curve.length - 1 || isOptimum(point) || shown.has(point));
}

/** Whether two rules are one. */
export function sameRule(a: ThresholdRule, b: ThresholdRule): boolean {
  return a.rule === b.rule && (a.rule !== 'at' || b.rule !== 'at' || a.confidence === b.confidence);
}

/** Coverage and accuracy as percent; a dash where nothing is answered. */
export function sharesOf({ coverage, accuracy }: ThresholdPoint): readonly [string, string] {
  return [shareText(coverage), accuracy === undefined ? '–' : shareText(accuracy)];
}
