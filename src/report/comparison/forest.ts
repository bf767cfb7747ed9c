/** A forest plot: one row a difference, a mark with its interval on a scale around "no difference", the margin as a band. */
import type { DefinedDifference, Difference, DifferenceVerdict } from '../../schema/index.js';
import { position, type Scale, tickLabels } from '../html/interval-strip.js';
import { type Markup, markup, trusted, withLang } from '../html/markup.js';
import { scrollBox } from '../html/section.js';
import { metricFace } from '../metric-face.js';
import { DIFFERENCE_MARK, differenceInterval, differenceText, familiesMoreText, pText, valuesText } from './words.js';

const HEIGHT = 22;

/** One shape a verdict, so that the plot can be read without colour. */
const SHAPES: Readonly<Record<DifferenceVerdict, string>> = {
  better: '<path d="M0-6 5.8 4.4H-5.8Z"/>',
  worse: '<path d="M0 6 5.8-4.4H-5.8Z"/>',
  same: '<path d="M-4.7-4.7H4.7V4.7H-4.7Z"/>',
  inconclusive: '<circle r="5"/>',
  different: '<path d="M0-6.2 6.2 0 0 6.2-6.2 0Z"/>',
};

const UNIT_TITLES = { share: 'Shares', score: 'Scores', ms: 'Times' } as const;

/** Differences of the metrics over everything: one plot a unit. */
export function forestPlots(name: string, differences: readonly Difference[]): Markup {
  const plots = (['share', 'score', 'ms'] as const).flatMap((unit) => {
    const own = differences.filter((d) => metricFace(d.metric).unit === unit);
    return own.length === 0 ? [] : [scrollBox(`${UNIT_TITLES[unit]} of ${name}`, forestTable(UNIT_TITLES[unit], own, faceOf))];
  });
  return markup`<div class="plots">${plots}</div>`;
}

function faceOf({ metric }: Difference): { readonly name: string; readonly note?: string } {
  const { label } = metricFace(metric);
  return label === metric ? { name: metric } : { name: label, note: metric };
}

/** Rows of one unit on one scale; `nameOf` says what a row is called. Undefined differences have a reason in place of a plot. */
export function forestTable(
  label: string,
  differences: readonly Difference[],
  nameOf: (difference: Difference) => { readonly name: string; readonly note?: string },
): Markup {
  const defined = differences.filter((d) => d.status === 'defined');
  const unit = metricFace(defined[0]?.metric ?? '').unit;
  const scale = scaleOf(defined);
  const ticks = [scale.min, scale.min / 2, 0, scale.max / 2, scale.max];
  const text = (tick: number) =>
    tick === 0
      ? '0'
      : differenceText(tick, unit)
          .replace(/(\.\d*?)0+ /, '$1 ')
          .replace('. ', ' ');
  const labelled = [scale.min, 0, scale.max];
  const head = markup`<thead><tr><th scope="col">${label}</th><th scope="col">Values</th><th scope="col" class="axis"><span class="sr">Difference</span>${tickLabels(labelled, scale, text)}</th><th scope="col">Δ with interval</th><th scope="col" class="num">p / adjusted</th><th scope="col" class="num">Families</th><th scope="col">Verdict</th></tr></thead>`;
  return markup`<table class="forest">${head}<tbody>${differences.map((d) => row(d, nameOf(d), scale, ticks))}</tbody></table>`;
}

function row(
  difference: Difference,
  { name, note }: { readonly name: string; readonly note?: string },
  scale: Scale,
  ticks: readonly number[],
): Markup {
  const heading = markup`<th scope="row">${withLang(name)}${note === undefined ? undefined : markup`<br><code class="key">${note}</code>`}</th>`;
  if (difference.status === 'undefined') {
    return markup`<tr>${heading}<td colspan="6" class="none">undefined: ${withLang(difference.reason)}</td></tr>`;
  }
  const { metric, verdict, p, p_adjusted: adjusted, families, families_more: more, flags } = difference;
  const few = flags?.includes('few-families') ? markup` <span title="fewer than 20 families">†</span>` : undefined;
  return markup`<tr>${heading}<td class="value">${valuesText(difference)}</td><td class="plot">${strip(difference, scale, ticks)}</td><td><b class="value">${differenceText(difference.difference, metricFace(metric).unit)}</b> <span class="interval">${differenceInterval(difference)}</span></td><td class="num">${pText(p)} / ${pText(adjusted)}</td><td class="num">${families}${few}</td><td><span class="badge ${verdict}"><span aria-hidden="true">${DIFFERENCE_MARK[verdict]}</span> ${verdict}</span>${more === undefined ? undefined : markup`<small class="more">${familiesMoreText(more)}</small>`}</td></tr>`;
}

/** As wide as the widest interval, the same to both sides, on a round number. */
function scaleOf(differences: readonly DefinedDifference[]): Scale {
  const ends = differences.flatMap((d) => [d.difference, d.lower ?? 0, d.upper ?? 0].map(Math.abs));
  const most = Math.max(0, ...ends);
  if (most === 0) return { min: -1, max: 1 };
  const power = 10 ** Math.floor(Math.log10(most));
  const end = ([1, 2, 4, 6, 8, 10].find((factor) => factor * power >= most) ?? 10) * power;
  return { min: -end, max: end };
}

/** The figures stand beside it as text, so it is hidden from screen readers. */
function strip({ difference, lower, upper, margin, verdict }: DefinedDifference, scale: Scale, ticks: readonly number[]): Markup {
  const x = (value: number) => `${position(value, scale)}%`;
  const middle = HEIGHT / 2;
  const lines = ticks.map(
    (tick) => markup`<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${HEIGHT}"/>`,
  );
  const band =
    margin === 0
      ? undefined
      : markup`<rect class="margin" x="${x(-margin)}" width="${position(margin, scale) - position(-margin, scale)}%" y="0" height="${HEIGHT}"/>`;
  const whisker =
    lower === undefined || upper === undefined
      ? undefined
      : markup`<line class="whisker" x1="${x(lower)}" x2="${x(upper)}" y1="${middle}" y2="${middle}"/>`;
  return markup`<svg class="strip ${verdict}" width="100%" height="${HEIGHT}" aria-hidden="true" focusable="false">${band}${lines}${whisker}<svg x="${x(difference)}" y="${middle}" overflow="visible"><g class="shape">${trusted(SHAPES[verdict])}</g></svg></svg>`;
}
