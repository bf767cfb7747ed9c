/** A stored run as the judge is to see it: labelled turns with the talk before and the reply. */
import { join } from 'node:path';
import { moveSpec, openDataset } from '../dataset/index.js';
import type { JudgedItem } from '../judge/index.js';
import { RECORDS_FILE, readManifest, StoredRecords } from '../record/index.js';
import {
  type Dialogue,
  HarnessError,
  type HistoryEntry,
  isAnswered,
  type RunManifest,
  type TurnRecord,
} from '../schema/index.js';
import { scoreDialogue } from '../score/index.js';
import { RandomGenerator } from '../stats/index.js';
import { storedSelectionOf } from './run-manifest.js';

/** One dialogue of a stored run in one trial. */
interface Replayed {
  readonly dialogue: Dialogue;
  readonly trial: number;
  readonly records: readonly TurnRecord[];
}

/** A run folder, open for reading. */
export class StoredReplies {
  private constructor(
    readonly folder: string,
    readonly manifest: RunManifest,
    private readonly dataset: Awaited<ReturnType<typeof openDataset>>,
    private readonly stored: StoredRecords,
  ) {}

  /**
   * @param datasets where the dialogues are, when they have moved.
   * @throws HarnessError E_FILE_MISSING, E_RUN_FORMAT, E_DATASET_CHANGED
   */
  static async open(folder: string, datasets: readonly string[] | undefined, cwd: string): Promise<StoredReplies> {
    const manifest = await readManifest(folder);
    const paths = datasets ?? manifest.dataset.paths.map((path) => moveSpec(path, folder, cwd));
    const dataset = await openDataset(paths, storedSelectionOf(manifest), cwd);
    const { digest } = await dataset.survey();
    if (digest !== manifest.dataset.digest) {
      throw new HarnessError({
        code: 'E_DATASET_CHANGED',
        message: `the dialogues are not those of the run (${digest}, the run had ${manifest.dataset.digest})`,
        file: folder,
        mend: 'give the former version with --dataset, or replay',
      });
    }
    return new StoredReplies(folder, manifest, dataset, StoredRecords.open(join(folder, RECORDS_FILE)));
  }

  async *replayed(): AsyncGenerator<Replayed> {
    for await (const batch of this.dataset.dialogues()) {
      for (const dialogue of batch) {
        for (let trial = 0; trial < this.manifest.trials; trial += 1)
          yield { dialogue, trial, records: this.read(dialogue, trial) };
      }
    }
  }

  /** @throws HarnessError E_RUN_INCOMPLETE */
  read(dialogue: Dialogue, trial: number): readonly TurnRecord[] {
    const records = this.stored.read(dialogue.id, trial, dialogue.turns.length);
    if (records !== undefined) return records;
    throw new HarnessError({
      code: 'E_RUN_INCOMPLETE',
      message: `the run has no records of ${dialogue.id}, trial ${trial}`,
      file: this.folder,
      mend: 'finish it with `shopreplay run … --resume`',
    });
  }

  close(): void {
    this.stored.close();
  }
}

/** Turns that can be judged: references, nuggets or "unanswerable" say what is right. */
export async function* judgeItems(run: StoredReplies, against?: StoredReplies): AsyncGenerator<JudgedItem> {
  for await (const { dialogue, trial, records } of run.replayed()) {
    const { family, slices } = scoreDialogue(dialogue, records, trial, []);
    const others = against?.read(dialogue, trial);
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
}

function replyOf(record: TurnRecord | undefined): string | undefined {
  return record !== undefined && isAnswered(record) ? record.reply?.text : undefined;
}

/** The same random part of the items for a seed, whatever their order. @param size at most so many; all when there are fewer. */
export async function sampleOf(run: StoredReplies, size: number, seed: number): Promise<(item: JudgedItem) => boolean> {
  const draws: number[] = [];
  for await (const item of judgeItems(run)) draws.push(drawOf(item, seed));
  if (draws.length <= size) return () => true;
  const threshold = draws.sort((a, b) => a - b)[size - 1] as number;
  return (item) => drawOf(item, seed) <= threshold;
}

function drawOf({ dialogue_id, turn, trial }: JudgedItem, seed: number): number {
  return new RandomGenerator(seed, `${dialogue_id}/${turn}/${trial}`, 'judge-sample').uniform();
}
