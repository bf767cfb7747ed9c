/** Flags of `dataset agreement` → the harness → stdout. */
import { labelAgreement, renderAgreement } from '../../harness/index.js';
import { HarnessError } from '../../schema/index.js';
import { useColor } from '../colors.js';
import type { AgreementArguments } from './dataset-agreement-options.js';

export async function handleAgreement({ first, second, seed, format }: AgreementArguments): Promise<void> {
  const report = await labelAgreement(first, second, process.cwd(), seed);
  if (report.turns === 0) {
    throw new HarnessError({
      code: 'E_EMPTY_DATASET',
      file: second,
      message: `no turn is labelled both here and in "${first}"`,
      expected: 'the same dialogue ids and numbers of turns',
    });
  }
  process.stdout.write(
    format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : await renderAgreement(report, { color: useColor() }),
  );
}
