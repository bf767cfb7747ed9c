/** How many consultations a real A/B test would need to see a simulated difference. */
import { normalQuantile } from '../stats/index.js';

/**
 * Consultations per arm for a two-sided test of two independent proportions, whole and at least 1; undefined when they are equal.
 * n = (z₁₋α/₂·√(2p̄q̄) + z_power·√(p₁q₁ + p₂q₂))² / (p₁ − p₂)²: pooled under no change, not pooled under the change, no continuity
 * correction (Fleiss, Levin & Paik 2003, §4.2; the formula of R's power.prop.test).
 */
export function consultationsPerArm(
  baseline: number,
  candidate: number,
  { power = 0.8, alpha = 0.05 }: { readonly power?: number; readonly alpha?: number } = {},
): number | undefined {
  const pooled = (baseline + candidate) / 2;
  const unchanged = normalQuantile(1 - alpha / 2) * Math.sqrt(2 * pooled * (1 - pooled));
  const changed = normalQuantile(power) * Math.sqrt(baseline * (1 - baseline) + candidate * (1 - candidate));
  const consultations = Math.ceil(((unchanged + changed) / (candidate - baseline)) ** 2);
  return Number.isFinite(consultations) ? Math.max(1, consultations) : undefined;
}
