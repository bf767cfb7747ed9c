/** Lints a dataset: the rules of the dialogues, and the scorers' view of the labels. */
import { LINT_RULES, type LintOptions, lintDataset, type Rule } from '../dataset/index.js';
import type { LintReport, LintRule } from '../schema/index.js';
import { auditReferences } from '../score/index.js';

/** What a reply is blamed for by the scorers must not stand in the reference that it is compared with. */
const contradictedReference: Rule = {
  id: 'contradicted-reference',
  severity: 'error',
  says: 'A reference misses a vital nugget of its own label, contradicts it, or asserts a forbidden claim.',
  open: (report) => ({
    see(dialogue, place) {
      if (dialogue.parent !== undefined) return;
      for (const { turn, reference, reasons } of auditReferences(dialogue)) {
        const mend = 'correct the reference, the nugget or the claim: one of them is wrong';
        const field = `label.answer.references[${reference}]`;
        report({ message: reasons.join('; '), mend, dialogue: dialogue.id, place, turn, field });
      }
    },
  }),
};

/** Every rule, in the order in which findings are listed. */
export const ALL_LINT_RULES: readonly LintRule[] = [
  ...LINT_RULES,
  { id: contradictedReference.id, severity: contradictedReference.severity, says: contradictedReference.says },
];

/**
 * Everything that is wrong or doubtful in the dataset at `path`, a file or a folder with dataset.yaml.
 * @throws HarnessError when there is no such dataset, or its manifest or catalogue cannot be read.
 */
export async function lint(path: string, cwd: string, options: Omit<LintOptions, 'further'> = {}): Promise<LintReport> {
  return await lintDataset(path, cwd, { ...options, further: [contradictedReference] });
}
