/** Figures in the reasons of gates: four decimals at most, and none that say nothing. */
export function shown(value: number): string {
  return String(Number(value.toFixed(4)));
}
