/** judge.json and embeddings.json for a terminal: the numbers, and first of all how far to believe them. */
import type { EmbeddingSummary, Estimate, JudgeSummary, KappaEstimate, Preference } from '../../schema/index.js';
import { sliceLabel } from '../../schema/index.js';
import { escapeTerminal } from '../escape/terminal.js';
import { intervalText, valueText } from '../figures.js';
import { gateText } from '../gate-text.js';
import { grid } from '../terminal/grid.js';
import { createInk, type Ink } from '../terminal/ink.js';

const WIDTHS = [28, 10, 60] as const;
/** Slices of fewer families say next to nothing; judge.json has them. */
const FAMILIES_SHOWN = 20;

export function renderJudge(summary: JudgeSummary, options: { readonly color: boolean }): string {
  const ink = createInk(options.color);
  const { bot, judge, counts, usage, validation, preference, gates, notes, estimates } = summary;
  const plain = escapeTerminal;
  const blocks = [
    ink.bold(plain(`${bot}, judged by ${judge.model}`)),
    plain(
      `${counts.turns} turns: ${counts.judged} judged, ${counts.no_reply} without a reply, ${counts.failed} without a usable answer · ` +
        `${counts.asked} asked, ${counts.cached} from the cache · ${usage.input_tokens} + ${usage.output_tokens} tokens · ` +
        `${counts.unsupported} verdicts without a true quotation, not counted`,
    ),
    validationLines(validation, ink),
    table(estimates, ink),
    ...(preference === undefined ? [] : [preferenceLines(preference)]),
    ...gates.map((result) => `${ink.verdict(result.verdict)} ${plain(gateText(result.gate))}: ${plain(result.reason)}`),
    ...notes.map((note) => ink.warn(plain(note))),
  ];
  return `${blocks.join('\n\n')}\n`;
}

export function renderEmbeddings(summary: EmbeddingSummary, options: { readonly color: boolean }): string {
  const ink = createInk(options.color);
  const { bot, model, counts, estimates } = summary;
  return `${[
    ink.bold(escapeTerminal(`${bot}, nearness to the references by ${model}`)),
    `${counts.turns} turns, ${counts.no_reply} without a reply · ${counts.texts} texts embedded`,
    table(estimates, ink),
    ink.dim('Nearness is no rightness: a reply that denies what its reference says is near to it. No turn passes by it.'),
  ].join('\n\n')}\n`;
}

function validationLines({ validated, reason, judge_human, human_human }: JudgeSummary['validation'], ink: Ink): string {
  const mark = validated ? ink.good('validated') : ink.warn('not validated');
  return [
    `${mark}: ${escapeTerminal(reason)}`,
    `  judge–people κ   ${kappaText(judge_human)}`,
    `  people–people κ  ${kappaText(human_human)}`,
  ].join('\n');
}

function kappaText(kappa: KappaEstimate): string {
  if (kappa.status === 'undefined') return `undefined: ${kappa.reason}`;
  const bounds =
    kappa.lower === undefined || kappa.upper === undefined ? '' : ` [${kappa.lower.toFixed(2)}, ${kappa.upper.toFixed(2)}]`;
  return `${kappa.kappa.toFixed(2)}${bounds} on ${kappa.turns} turns of ${kappa.families} families`;
}

function table(estimates: readonly Estimate[], ink: Ink): string {
  const isShown = (estimate: Estimate) =>
    Object.keys(estimate.slice).length === 0 || (estimate.status === 'defined' && estimate.families >= FAMILIES_SHOWN);
  const metrics = [...new Set(estimates.map(({ metric }) => metric))];
  const rows = metrics.flatMap((metric) => {
    const shown = estimates.filter((estimate) => estimate.metric === metric && isShown(estimate));
    return shown.map((estimate) => rowOf(estimate, ink));
  });
  return grid([['metric', 'n', ''].map(ink.bold), ...rows], WIDTHS);
}

function rowOf(estimate: Estimate, ink: Ink): string[] {
  const overall = Object.keys(estimate.slice).length === 0;
  const name = overall ? estimate.metric : `  ${escapeTerminal(sliceLabel(estimate.slice))}`;
  if (estimate.status === 'undefined') return [name, '', ink.warn(`undefined: ${escapeTerminal(estimate.reason)}`)];
  const unit = estimate.metric.endsWith('rate') ? 'share' : 'score';
  const value = `${valueText(estimate.value, unit)} ${intervalText(estimate, unit)}`;
  return [name, String(estimate.scored), overall ? ink.bold(value) : value];
}

function preferenceLines({ against, wins, ties, losses, failed, order_consistency, estimate }: Preference): string {
  const value =
    estimate.status === 'defined'
      ? `${valueText(estimate.value, 'score')} ${intervalText(estimate, 'score')}`
      : `undefined: ${estimate.reason}`;
  const orders = order_consistency === undefined ? '' : ` · both orders agree on ${(100 * order_consistency).toFixed(0)}%`;
  return escapeTerminal(
    `Preferred over ${against}: ${value} (1 always, ½ no preference) · ${wins} wins, ${ties} ties, ${losses} losses, ${failed} without a usable answer${orders}`,
  );
}
