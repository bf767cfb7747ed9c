/** Lints one dataset: everything that reading finds wrong, and what the rules have to say of what could be read. */
import { describeProblem, type LintFinding, type LintReport, type LintRule, type Problem } from '../../schema/index.js';
import { inspectSource } from '../inspection.js';
import { Skipped } from '../skipped.js';
import { resolveSources } from '../sources.js';
import { knowledgeOf } from './knowledge.js';
import { RULES } from './registry.js';
import { findingOf, type LintContext, type Rule } from './rule.js';

/** Findings of one rule that are spelled out; the rest are counted. */
export const SHOWN_PER_RULE = 50;

export interface LintOptions {
  /** Rules from elsewhere, run after those of this room. */
  readonly further?: readonly Rule[];
  /** Ids of rules to leave out. */
  readonly without?: readonly string[];
  /** Findings of one rule that are spelled out. */
  readonly shown?: number;
}

/**
 * Lints the dataset at `path` (a file, or a folder with dataset.yaml).
 * @throws HarnessError when there is no such dataset, or its manifest or catalogue cannot be read.
 */
export async function lintDataset(path: string, cwd: string, options: LintOptions = {}): Promise<LintReport> {
  const [source] = await resolveSources([path], undefined, cwd);
  if (source === undefined) throw new Error(`no source for ${path}`);
  const findings = new Findings(options.shown ?? SHOWN_PER_RULE);
  const knowledge = await knowledgeOf(source);
  const context: LintContext = {
    splits: Object.keys(source.manifest?.splits ?? {}),
    ...(source.manifest?.intents === undefined ? {} : { intents: source.manifest.intents }),
    ...(source.products === undefined ? {} : { products: source.products }),
    ...(knowledge === undefined ? {} : { knowledge }),
  };
  const rules = [...RULES, ...(options.further ?? [])].filter(({ id }) => !options.without?.includes(id));
  const passes = rules.flatMap((rule) => rule.open((remark) => findings.add(findingOf(rule, remark)), context) ?? []);
  let [dialogues, turns] = [0, 0];
  const skipped = new Skipped();
  await inspectSource(source, {
    report: (problem) => findings.add(ofProblem(problem)),
    skip: skipped.add,
    see: (dialogue, place) => {
      dialogues += 1;
      turns += dialogue.turns.length;
      for (const pass of passes) pass.see?.(dialogue, place);
    },
  });
  for (const pass of passes) pass.finish?.();
  return { ...findings.report(source.shown, dialogues, turns), ...skipped.result() };
}

/** Every rule of this room; the codes of reading are errors too. */
export const LINT_RULES: readonly LintRule[] = RULES.map(({ id, severity, says }) => ({ id, severity, says }));

function ofProblem({ code, file, line, field, ...problem }: Problem): LintFinding {
  return {
    rule: code,
    severity: 'error',
    message: describeProblem({ code, ...problem }),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(field === undefined ? {} : { field }),
  };
}

class Findings {
  private readonly shown: LintFinding[] = [];
  private readonly counts = new Map<string, number>();
  private errors = 0;
  private warnings = 0;

  constructor(private readonly limit: number) {}

  add(finding: LintFinding): void {
    const count = (this.counts.get(finding.rule) ?? 0) + 1;
    this.counts.set(finding.rule, count);
    if (finding.severity === 'error') this.errors += 1;
    else this.warnings += 1;
    if (count <= this.limit) this.shown.push(finding);
  }

  report(dataset: string, dialogues: number, turns: number): LintReport {
    const counts = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      format_version: 1,
      dataset,
      dialogues,
      turns,
      errors: this.errors,
      warnings: this.warnings,
      counts: Object.fromEntries(counts),
      findings: this.shown,
    };
  }
}
