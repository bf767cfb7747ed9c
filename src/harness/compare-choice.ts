/** Which metrics and slices of stored runs are compared. */
import { METRIC_NAMES, METRICS, type Metric, metricNamed, type RunPool } from '../aggregate/index.js';
import { HarnessError, nearest, type SliceRef, sliceLabel } from '../schema/index.js';
import type { StoredRun } from './stored-run.js';

interface Choice {
  readonly metrics?: readonly string[];
  readonly slices?: readonly SliceRef[];
  readonly margins?: ReadonlyMap<string, number>;
}

/** Those that were named, else those of the runs. @throws HarnessError E_UNKNOWN_METRIC */
export function chosenMetrics(runs: readonly StoredRun[], { metrics, margins }: Choice): readonly Metric[] {
  const known = (name: string): Metric => {
    const metric = metricNamed(name);
    if (metric !== undefined) return metric;
    throw new HarnessError({
      code: 'E_UNKNOWN_METRIC',
      message: `unknown metric "${name}"`,
      mend: `did you mean ${nearest(name, METRIC_NAMES)}? \`shopreplay metrics\` lists them`,
    });
  };
  for (const name of margins?.keys() ?? []) known(name);
  if (metrics !== undefined) return [...new Set(metrics.map(known))];
  const all = new Set(runs.flatMap((run) => run.metrics));
  return METRICS.filter((metric) => all.has(metric));
}

/** @throws HarnessError E_UNKNOWN_SLICE when a slice that was asked for has no member. */
export function chosenSlices(pool: RunPool, { slices }: Choice): readonly SliceRef[] {
  if (slices === undefined) return pool.slices;
  const labels = pool.slices.map(sliceLabel);
  for (const ref of slices) {
    const missing = Object.entries(ref)
      .map(([name, value]) => `${name}=${value}`)
      .find((label) => !labels.includes(label));
    const isEmpty = missing === undefined && pool.sliceOf(ref).families === 0;
    if (missing === undefined && !isEmpty) continue;
    throw new HarnessError({
      code: 'E_UNKNOWN_SLICE',
      message: `no turn is in the slice ${missing ?? sliceLabel(ref)}`,
      mend:
        labels.length === 0
          ? 'the dialogues have no slices'
          : `did you mean ${nearest(missing ?? sliceLabel(ref), labels)}? Known: ${labels.join(', ')}`,
    });
  }
  return slices;
}
