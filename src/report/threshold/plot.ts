/** Cost, coverage and accuracy over the threshold, drawn by Observable Plot into a DOM of our own. */
import type { DefinedThresholdFinding } from '../../schema/index.js';
import { type Markup, trusted } from '../html/markup.js';
import { costText } from './words.js';

interface Step {
  readonly at: number;
  readonly cost: number;
  readonly coverage: number;
  readonly accuracy: number | undefined;
}

const MARGINS = { marginLeft: 52, marginRight: 24, marginTop: 32, marginBottom: 40 } as const;
const STYLE = { fontSize: '12px', fontFamily: 'inherit', background: 'none' } as const;
/** Dashes beside colours, so that lines can be told apart without them. */
const DASHES = { never: '7 3', always: '2 3', accuracy: '7 3' } as const;

/** Static SVGs of that width; undefined with fewer than two confidences. Plot and the DOM are loaded on the first call. */
export async function thresholdPlots(
  finding: DefinedThresholdFinding,
  width: number,
): Promise<{ readonly cost: Markup; readonly shares: Markup } | undefined> {
  const steps = finding.curve.flatMap(({ threshold, cost, coverage, accuracy }): Step[] =>
    threshold.rule === 'at' ? [{ at: threshold.confidence, cost, coverage, accuracy }] : [],
  );
  if (steps.length < 2) return undefined;
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const { document } = parseHTML('<!doctype html><html lang="en"><body></body></html>');
  const { optimum, never, always } = finding;
  const at = optimum.threshold.rule === 'at' ? [optimum.threshold.confidence] : [];
  const x = { label: 'handed over below this confidence →', ticks: Math.max(3, Math.round(width / 130)) };
  const chosen = Plot.ruleX(at, { stroke: 'var(--pass)', strokeWidth: 1.5 });
  const grid = Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 5 });
  // Between two confidences the upper one says what happens.
  const line = { x: 'at', curve: 'step-before', strokeWidth: 2.5 } as const;
  const cost = Plot.plot({
    document,
    width,
    height: 280,
    ...MARGINS,
    style: STYLE,
    ariaLabel: 'Mean cost a turn over the threshold',
    ariaDescription: 'The figures stand in the table below.',
    x,
    y: {
      domain: [0, Math.max(...finding.curve.map((point) => point.cost)) * 1.05],
      label: '↑ cost a turn',
      ticks: 5,
      tickFormat: costText,
    },
    marks: [
      grid,
      Plot.ruleY([never.cost], { stroke: 'var(--bot-0)', strokeDasharray: DASHES.never, strokeWidth: 1.5 }),
      Plot.ruleY([always.cost], { stroke: 'var(--bot-3)', strokeDasharray: DASHES.always, strokeWidth: 1.5 }),
      chosen,
      Plot.line(steps, { ...line, y: 'cost', stroke: 'var(--bot-1)' }),
      Plot.dot(at, { x: (value: number) => value, y: () => optimum.cost, r: 5, fill: 'var(--pass)', stroke: 'var(--surface)' }),
    ],
  });
  const shares = Plot.plot({
    document,
    width,
    height: 220,
    ...MARGINS,
    style: STYLE,
    ariaLabel: 'Share of turns that the bot answers, and share of these that are right, over the threshold',
    ariaDescription: 'The figures stand in the table below.',
    x,
    y: { domain: [0, 1], label: '↑ share', ticks: 5, tickFormat: (share: number) => `${Math.round(share * 100)}%` },
    marks: [
      grid,
      chosen,
      Plot.line(steps, { ...line, y: 'coverage', stroke: 'var(--bot-1)' }),
      Plot.line(steps, { ...line, y: 'accuracy', stroke: 'var(--bot-2)', strokeDasharray: DASHES.accuracy }),
    ],
  });
  return { cost: inert(cost.outerHTML), shares: inert(shares.outerHTML) };
}

/** Nothing in it may look like a script. Our labels are constants, so this only guards the future. */
function inert(svg: string): Markup {
  if (/<script|\son\w+=/i.test(svg)) throw new Error('the plot holds a script');
  return trusted(svg);
}
