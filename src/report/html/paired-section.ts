/** Each candidate against the baseline of the run: what is more than chance. */
import { forestPlots } from '../comparison/forest.js';
import { judgedText } from '../comparison/words.js';
import type { ReportView } from '../report-view.js';
import { markup, withLang } from './markup.js';
import type { Section } from './section.js';

/** Undefined when no bot was held against another. */
export function pairedSection(view: ReportView): Section | undefined {
  const blocks = view.bots.flatMap(({ name, summary: { comparison } }) =>
    comparison === undefined
      ? []
      : [
          markup`<div><p class="conclusion ${comparison.overall}">${withLang(judgedText(name, comparison.baseline, comparison))}.</p>${forestPlots(name, comparison.differences)}</div>`,
        ],
  );
  if (blocks.length === 0) return undefined;
  return {
    id: 'paired',
    title: 'Against the baseline',
    lead: markup`Candidate − baseline over the same families; p adjusted for the metrics (Benjamini–Hochberg). The shaded band is the margin; † marks fewer than 20 families.`,
    body: markup`<div class="stack">${blocks}</div>`,
  };
}
