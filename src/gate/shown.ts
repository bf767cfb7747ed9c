/** Figures in the reasons of gates: four decimals at most, and none that say nothing. */
export function shown(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** `[0.81, 0.93]`; an infinite end is open, and says that the values are too few for one. */
export function shownInterval({ lower, upper }: { readonly lower: number; readonly upper: number }): string {
  const from = lower === Number.NEGATIVE_INFINITY ? '(−∞' : `[${shown(lower)}`;
  const to = upper === Number.POSITIVE_INFINITY ? '∞), too few families for an upper end' : `${shown(upper)}]`;
  return `${from}, ${to}`;
}

/** Below this, intervals and plans rest on little. */
const FEW_FAMILIES = 20;

/** `72 families`; `6 families: few to judge by`. */
export function shownFamilies(families: number): string {
  const count = `${families} ${families === 1 ? 'family' : 'families'}`;
  return families < FEW_FAMILIES ? `${count}: few to judge by` : count;
}
