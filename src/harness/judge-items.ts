/** A stored run as the judge is to see it: labelled turns with the talk before and the reply. */
import type { JudgedItem } from '../judge/index.js';
import { type Dialogue, type HistoryEntry, isAnswered, type TurnRecord } from '../schema/index.js';
import { scoreDialogue } from '../score/index.js';
import { RandomGenerator } from '../stats/index.js';
import type { StoredRun } from './stored-run.js';

/** Turns that can be judged: references, nuggets or "unanswerable" say what is right. */
export async function* judgeItems(run: StoredRun, against?: StoredRun): AsyncGenerator<JudgedItem> {
  for await (const batch of run.dataset.dialogues()) {
    for (const dialogue of batch) {
      for (let trial = 0; trial < run.manifest.trials; trial += 1) yield* itemsOf(dialogue, trial, run, against);
    }
  }
}

function* itemsOf(dialogue: Dialogue, trial: number, run: StoredRun, against: StoredRun | undefined): Generator<JudgedItem> {
  const records = run.recordsOf(dialogue, trial);
  const { family, slices } = scoreDialogue(dialogue, records, trial, []);
  const others = against?.recordsOf(dialogue, trial);
  const history: HistoryEntry[] = [];
  for (const [turn, { utterance, label, gold_reply }] of dialogue.turns.entries()) {
    const record = records[turn] as TurnRecord;
    const answer = label?.answer;
    if (
      answer !== undefined &&
      (answer.references !== undefined || (answer.nuggets ?? []).length > 0 || answer.answerable === false)
    ) {
      const key = { dialogue_id: dialogue.id, turn, trial, family, slices: slices[turn] ?? [] };
      const other = others === undefined ? {} : { other: replyOf(others[turn]) };
      yield { ...key, utterance, history: [...history], answer, reply: replyOf(record), ...other };
    }
    history.push({ role: 'shopper', text: utterance });
    const before = run.manifest.history === 'gold' ? (gold_reply ?? answer?.references?.[0]) : replyOf(record);
    if (before !== undefined) history.push({ role: 'bot', text: before });
  }
}

function replyOf(record: TurnRecord | undefined): string | undefined {
  return record !== undefined && isAnswered(record) ? record.reply?.text : undefined;
}

/** The same random part of the items for a seed, whatever their order. @param size at most so many; all when there are fewer. */
export async function sampleOf(run: StoredRun, size: number, seed: number): Promise<(item: JudgedItem) => boolean> {
  const draws: number[] = [];
  for await (const item of judgeItems(run)) draws.push(drawOf(item, seed));
  if (draws.length <= size) return () => true;
  const threshold = draws.sort((a, b) => a - b)[size - 1] as number;
  return (item) => drawOf(item, seed) <= threshold;
}

function drawOf({ dialogue_id, turn, trial }: JudgedItem, seed: number): number {
  return new RandomGenerator(seed, `${dialogue_id}/${turn}/${trial}`, 'judge-sample').uniform();
}
