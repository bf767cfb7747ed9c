/** Which dialogues of a baseline another run has, too: the same id and the same words of the shopper, turn by turn. */
import { IdTable } from '../columns/index.js';
import type { Dialogue } from '../schema/index.js';
import type { StoredRun } from './stored-run.js';

/** Of a baseline's dialogues, whether the run has it. */
export type HasDialogue = (dialogue: Dialogue) => boolean;

function keyOf({ id, turns }: Dialogue): string {
  return JSON.stringify([id, ...turns.map(({ utterance }) => utterance)]);
}

/** One pass over the dialogues of the run. */
export async function dialoguesOf(run: StoredRun): Promise<HasDialogue> {
  const keys = new IdTable();
  for await (const batch of run.dataset.dialogues()) for (const dialogue of batch) keys.add(keyOf(dialogue));
  return (dialogue) => keys.indexOf(keyOf(dialogue)) !== undefined;
}
