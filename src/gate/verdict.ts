/** Several verdicts → one, and the exit code that CI sees. */
import { EXIT, type ExitCode, type Verdict } from '../schema/index.js';

const SEVERITY: readonly Verdict[] = ['invalid', 'fail', 'inconclusive', 'pass'];

/** The most severe: invalid before fail before inconclusive before pass. Without gates: pass. */
export function overallVerdict(verdicts: readonly Verdict[]): Verdict {
  return SEVERITY.find((severity) => verdicts.includes(severity)) ?? 'pass';
}

/** `inconclusive` says what an inconclusive verdict counts as. */
export function exitCodeOf(verdict: Verdict, inconclusive: 'pass' | 'fail' | 'inconclusive' = 'inconclusive'): ExitCode {
  switch (verdict) {
    case 'pass':
      return EXIT.pass;
    case 'fail':
      return EXIT.gateFailed;
    case 'invalid':
      return EXIT.invalid;
    case 'inconclusive':
      return { pass: EXIT.pass, fail: EXIT.gateFailed, inconclusive: EXIT.inconclusive }[inconclusive];
  }
}
