/** Means of a value a turn, overall and per slice, with intervals over families: for what a model says of stored replies. */
import { type Estimate, type SliceRef, sliceLabel } from '../schema/index.js';
import { clopperPearson, clusteredMean } from '../stats/index.js';

/** One turn's value. */
export interface TurnValue {
  readonly family: string;
  readonly slices: readonly string[];
  /** In [0,1]; undefined: the model gave none. */
  readonly value: number | undefined;
  /** The bot's call had failed. */
  readonly failed: boolean;
}

export interface MeanOf {
  readonly metric: string;
  readonly signature: string;
  readonly level: number;
  /** Reason when no turn is eligible. */
  readonly empty: string;
}

/** Above this share of turns without the model's word, a mean over the others would be a mean over what was easy to judge. */
export const MAX_SILENT_SHARE = 0.05;
const FEW_FAMILIES = 20;

/** Overall first, then every slice by label. */
export function meansBySlice(values: readonly TurnValue[], of: MeanOf): Estimate[] {
  const bySlice = new Map<string, TurnValue[]>();
  for (const one of values) {
    for (const label of one.slices) {
      const list = bySlice.get(label);
      if (list === undefined) bySlice.set(label, [one]);
      else list.push(one);
    }
  }
  const slices = [...bySlice].sort(([a], [b]) => (a < b ? -1 : 1));
  return [meanOver(values, {}, of), ...slices.map(([label, list]) => meanOver(list, refOf(label), of))];
}

function refOf(label: string): SliceRef {
  const cut = label.indexOf('=');
  return { [label.slice(0, cut)]: label.slice(cut + 1) };
}

/** The mean of the turns of one slice. */
export function meanOver(values: readonly TurnValue[], slice: SliceRef, of: MeanOf): Estimate {
  const spoken = values.filter((one): one is TurnValue & { value: number } => one.value !== undefined);
  const common = {
    metric: of.metric,
    slice,
    eligible: values.length,
    failed: values.filter(({ failed }) => failed).length,
    signature: of.signature,
  };
  const silent = values.length - spoken.length;
  const reason =
    values.length === 0
      ? of.empty
      : silent > MAX_SILENT_SHARE * values.length
        ? `the model gave no usable answer on ${silent} of ${values.length} turns of ${sliceLabel(slice)}`
        : undefined;
  if (reason !== undefined) return { ...common, status: 'undefined', reason, scored: 0, families: 0 };
  const { sums, counts } = familySums(spoken);
  const families = sums.length;
  const value = sums.reduce((a, b) => a + b, 0) / spoken.length;
  const interval = intervalOf(sums, counts, of.level);
  const flags = [
    ...(families < FEW_FAMILIES ? ['few-families'] : []),
    ...(interval === undefined ? ['no-interval'] : []),
    ...(silent > 0 ? ['silent-turns'] : []),
  ];
  return {
    ...common,
    status: 'defined',
    value,
    ...(interval ?? {}),
    level: of.level,
    scored: spoken.length,
    families,
    ...(flags.length === 0 ? {} : { flags }),
  };
}

/** Sums and counts a family, in the order of first appearance. */
function familySums(values: readonly { readonly family: string; readonly value: number }[]) {
  const places = new Map<string, number>();
  for (const { family } of values) if (!places.has(family)) places.set(family, places.size);
  const [sums, counts] = [new Float64Array(places.size), new Float64Array(places.size)];
  for (const { family, value } of values) {
    const place = places.get(family) as number;
    sums[place] = (sums[place] as number) + value;
    counts[place] = (counts[place] as number) + 1;
  }
  return { sums, counts };
}

function intervalOf(sums: Float64Array, counts: Float64Array, level: number) {
  const families = sums.length;
  if (families < 2) return undefined;
  const allOne = sums.every((sum, g) => sum === counts[g]);
  if (allOne || sums.every((sum) => sum === 0)) {
    const { lower, upper } = clopperPearson(allOne ? families : 0, families, level);
    return { lower, upper, interval: 'clopper-pearson' };
  }
  const mean = clusteredMean(sums, counts, level);
  if (mean.kind === 'point' || mean.lower === mean.upper) return undefined;
  return { lower: Math.max(0, mean.lower), upper: Math.min(1, mean.upper), interval: 'cluster-t' };
}
