/** Whether runs may be compared, on which dialogues, under which names, and what a reader has to know of it. */
import { type Condition, HarnessError, type Problem } from '../schema/index.js';
import { dialoguesOf, type HasDialogue } from './common-keys.js';
import { conditionsOf, unlikeConditions } from './conditions.js';
import type { StoredRun } from './stored-run.js';

/** The bots' names; runs of one bot are told apart by their folders, and by number where those are the same, too. */
export function namesOf(runs: readonly StoredRun[]): string[] {
  const bots = runs.map(({ manifest }) => manifest.bot.name);
  const names = bots.map((bot, i) => {
    const isAlone = bots.indexOf(bot) === bots.lastIndexOf(bot);
    const folder = runs[i]?.folder.split(/[\\/]/).at(-1) ?? '';
    return isAlone ? bot : folder === bot ? bot : `${bot} (${folder})`;
  });
  return names.map((name, i) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} #${i + 1}`));
}

/** @returns what is allowed and differs. @throws HarnessError E_UNLIKE_RUNS naming everything else that differs. */
export function refuseUnlike(
  runs: readonly [StoredRun, ...StoredRun[]],
  names: readonly string[],
  allowed: readonly Condition[],
): Set<Condition> {
  const [baseline, ...candidates] = runs;
  const found = new Set<Condition>();
  const problems: Problem[] = [];
  candidates.forEach((run, i) => {
    for (const { condition, message } of unlikeConditions(conditionsOf(baseline.manifest), conditionsOf(run.manifest))) {
      if (allowed.includes(condition)) found.add(condition);
      else {
        problems.push({
          code: 'E_UNLIKE_RUNS',
          message: `${names[i + 1]} cannot be compared with ${names[0]}: ${message}`,
          mend: `replay one of them, or say --allow-unlike ${condition}`,
        });
      }
    }
  });
  const [first, ...rest] = problems;
  if (first !== undefined) throw new HarnessError([first, ...rest]);
  return found;
}

/** Where the dialogues may differ, those that all runs have. */
export async function sharedDialogues(
  runs: readonly [StoredRun, ...StoredRun[]],
  allowed: ReadonlySet<Condition>,
): Promise<HasDialogue> {
  if (!allowed.has('dataset') && !allowed.has('selection')) return () => true;
  const all = await Promise.all(runs.slice(1).map(dialoguesOf));
  return (dialogue) => all.every((has) => has(dialogue));
}

/** What a reader has to know that no figure says. */
export function notesOf(
  runs: readonly [StoredRun, ...StoredRun[]],
  dialogues: number,
  allowed: ReadonlySet<Condition>,
): string[] {
  const [baseline] = runs;
  const notes: string[] = [];
  if (allowed.has('dataset') || allowed.has('selection')) {
    const all = runs.map(({ manifest }) => manifest.dataset.dialogues).join(', ');
    notes.push(`compared on the ${dialogues} dialogues that all runs have (of ${all}), by the labels of the baseline's`);
  }
  if (allowed.has('history'))
    notes.push(
      'the runs differ in history: the difference is the gap between gold and own history, beside that between the bots',
    );
  if (allowed.has('trials'))
    notes.push(`only the first ${Math.min(...runs.map(({ manifest }) => manifest.trials))} of the trials are compared`);
  const timed = ['timeout_ms', 'max_concurrency', 'retries', 'platform'] as const;
  for (const key of timed) {
    const values = new Set(runs.map(({ manifest }) => manifest[key]));
    if (values.size > 1) notes.push(`latency was measured under different conditions: ${key} is ${[...values].join(', ')}`);
  }
  return [...notes, ...(baseline.manifest.dataset.notes ?? [])];
}
