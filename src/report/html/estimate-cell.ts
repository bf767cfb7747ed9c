/** An estimate as a line of text: value, interval, counts; or why there is none. */
import type { Estimate } from '../../schema/index.js';
import { countsText, intervalText, valueText } from '../figures.js';
import { metricFace } from '../metric-face.js';
import { type Markup, markup, withLang } from './markup.js';

/** `88.1% [85.1, 91.0] n 812/812 …`, each part in its own span. */
export function estimateCell(estimate: Estimate | undefined, best = false): Markup {
  if (estimate === undefined) return markup`<span class="none">not reported</span>`;
  const counts = markup`<span class="counts">${countsText(estimate)}</span>`;
  if (estimate.status === 'undefined') {
    return markup`<span class="none">undefined: ${withLang(estimate.reason)}</span> ${counts}`;
  }
  const { unit } = metricFace(estimate.metric);
  const star = best ? markup` <span class="best" title="better point value">★<span class="sr"> better</span></span>` : undefined;
  return markup`<b class="value">${valueText(estimate.value, unit)}</b>${star} <span class="interval">${intervalText(estimate, unit)}</span> ${counts}`;
}
