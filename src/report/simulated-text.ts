/** The simulated conversion section in words: no number without the notice, the tier and what a conversion means. */
import { SIMULATED_NOTICE, type Simulated } from '../schema/index.js';
import { shareText, simulatedInterval, simulatedPercent, simulatedPoints, twoDigits } from './figures.js';

export interface SimulatedLine {
  readonly label: string;
  readonly text: string;
}

/** `PRIOR-ONLY · a conversion is a payment within 24h of a consultation · per consultation`. */
export function simulatedMeaning(simulated: Simulated): string {
  return `tier ${simulated.tier} · purchase: ${simulated.purchase} within ${simulated.window} · denominator: ${simulated.denominator}`;
}

/** The notice first, then what the numbers mean, then the numbers. */
export function simulatedLines(simulated: Simulated): readonly SimulatedLine[] {
  const s = simulated;
  const lines: SimulatedLine[] = [
    { label: 'notice', text: SIMULATED_NOTICE },
    { label: 'basis', text: simulatedMeaning(s) },
    { label: 'simulated conversion', text: conversionText(s) },
    { label: 'simulated uplift', text: `${simulatedPoints(s.simulated_uplift)}${suffix(s.simulated_uplift_interval, 'pp')}` },
    {
      label: 'relative uplift',
      text: `${simulatedPercent(s.simulated_uplift_relative, true)}${suffix(s.simulated_uplift_relative_interval, '%')}`,
    },
    { label: 'sign', text: dominanceText(s) },
  ];
  if (s.simulated_assumption_share !== undefined) {
    lines.push({ label: 'width', text: `${simulatedPercent(s.simulated_assumption_share)} of the variance is assumptions` });
  }
  lines.push({ label: 'to confirm', text: confirmText(s) });
  if (s.events.absent.length > 0)
    lines.push({ label: 'not simulated', text: `${s.events.absent.join(', ')}: absent, so added nothing` });
  return lines;
}

function conversionText(s: Simulated): string {
  const from = `${s.baseline} ${simulatedPercent(s.simulated_conversion_baseline)}`;
  return `${from} → ${s.candidate} ${simulatedPercent(s.simulated_conversion_candidate)} (${s.dialogues} dialogues, ${s.families} families)`;
}

/** Shares of dialogues where one bot is at least as good on every event: there the sign needs no assumption. */
export function dominanceText({ dominance, candidate }: Simulated): string {
  const { better, worse, mixed, equal } = dominance;
  return `${candidate} is better on every event in ${shareText(better)} of dialogues, worse in ${shareText(worse)}, mixed in ${shareText(mixed)}, equal in ${shareText(equal)}`;
}

/** The size of a real experiment. */
export function confirmText({ consultations_per_arm }: Simulated): string {
  if (consultations_per_arm === undefined) return 'no difference to confirm: the simulated uplift is 0';
  return `a real A/B test would need about ${twoDigits(consultations_per_arm)} consultations an arm (80% power, 5% two-sided)`;
}

function suffix(interval: Simulated['simulated_uplift_interval'], unit: 'pp' | '%'): string {
  return interval === undefined ? ' (no interval: no draws)' : ` · ${simulatedInterval(interval, unit)}`;
}
