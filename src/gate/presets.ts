/** Gates by name. */
import { type Gate, HarnessError, nearest } from '../schema/index.js';

/** The two recognition rates that vendors of shopping assistants quote, and what a release asks of its predecessor. */
const PRESETS: Readonly<Record<string, readonly Gate[]>> = {
  'vendor-80': [{ metric: 'intent.accuracy', min: 0.8 }],
  'vendor-90': [{ metric: 'intent.accuracy', min: 0.9 }],
  'not-worse': [
    { metric: 'intent.accuracy', margin: 0.02 },
    { metric: 'relevance.mean', margin: 0.02 },
    { metric: 'relevance.critical_error_rate', maxNew: 0 },
    { metric: 'latency.p95_ms', maxRatio: 1.2 },
  ],
};

/** @throws HarnessError E_GATE when there is none of that name. */
export function presetGates(name: string): readonly Gate[] {
  const gates = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  if (gates !== undefined) return gates;
  const names = Object.keys(PRESETS);
  throw new HarnessError({
    code: 'E_GATE',
    message: `unknown preset "${name}"`,
    mend: `did you mean ${nearest(name, names)}? Known: ${names.join(', ')}`,
  });
}
