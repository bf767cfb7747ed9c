/** summary.json: full precision, the key order of the schema, and no number that JSON would turn into null. */
import { type Summary, summarySchema } from '../schema/index.js';

/** Objects whose keys are names of the user's: they are sorted, for their order means nothing. */
const FREE_KEYS = new Set(['slice', 'by_status']);

/**
 * Two spaces of indentation and a line break at the end; equal summaries give equal bytes, whatever the order of their keys.
 * @throws RangeError on NaN or an infinity, naming the place: `JSON.stringify` would write null. @throws ZodError when it is no summary.
 */
export function renderSummaryJson(summary: Summary): string {
  refuseNonFinite(summary, 'summary');
  const ordered = summarySchema.parse(summary);
  return `${JSON.stringify(ordered, (key, value: unknown) => (FREE_KEYS.has(key) ? sorted(value) : value), 2)}\n`;
}

/** @throws RangeError naming the place of the first number that JSON cannot hold. */
export function refuseNonFinite(value: unknown, place: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${place} is ${value}, which JSON cannot hold`);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    refuseNonFinite(inner, Array.isArray(value) ? `${place}[${key}]` : `${place}.${key}`);
  }
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
