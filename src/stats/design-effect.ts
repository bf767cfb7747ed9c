/** What it costs that observations come in clusters. */

/**
 * Kish's design effect for clusters of unequal size: 1 + (m̄(1 + cv²) − 1)·ρ, where m̄ is the mean size and cv the coefficient of
 * variation (with N, not N − 1). At least 1 for ρ ≥ 0; 1 for clusters of one.
 * @param sizes of the clusters, each ≥ 1.
 * @param icc ρ, the intra-cluster correlation, in [0,1].
 * @returns undefined for no clusters.
 * @see Eldridge, Ashby & Kerry, International Journal of Epidemiology 35 (2006) 1292–1300.
 */
export function designEffect(sizes: readonly number[], icc: number): number | undefined {
  if (sizes.length === 0) return undefined;
  let [sum, squares] = [0, 0];
  for (const size of sizes) {
    sum += size;
    squares += size * size;
  }
  // m̄(1 + cv²) = Σm² / Σm
  return 1 + (squares / sum - 1) * icc;
}
