/** One pass over a source that shows every dialogue that could be read with its place, and reports everything else. */
import { type Dialogue, dialogueSchema, type Problem } from '../schema/index.js';
import { explain } from './explain.js';
import { FamilyLedger } from './family-ledger.js';
import { FaultQueue } from './fault-queue.js';
import { withFileProblems } from './file-problem.js';
import { LabelCheck } from './label-check.js';
import { isDialogue } from './quick-accept.js';
import { locateInBatch, readRaw } from './reader.js';
import type { DatasetSource } from './source-file.js';

export interface DialoguePlace {
  readonly file: string;
  readonly line: number;
  readonly turnLines?: readonly number[];
  readonly splits: readonly string[];
}

export interface Inspector {
  see(dialogue: Dialogue, place: DialoguePlace): void;
  report(problem: Problem): void;
  /** A row of a foreign format that is left out on purpose. */
  skip?(reason: string, line: number): void;
  /** So many more rows of a foreign format were read, those left out included. */
  rows?(count: number): void;
}

/** Reads all files of the source; problems of a file come in the order of its lines. */
export async function inspectSource(source: DatasetSource, inspector: Inspector): Promise<void> {
  const { see, report } = inspector;
  let skipped = 0;
  const skip = (reason: string, line: number) => {
    skipped += 1;
    inspector.skip?.(reason, line);
  };
  const faults = new FaultQueue(report);
  const ledger = new FamilyLedger(faults);
  const check = new LabelCheck(faults, source.manifest?.intents, source.products);
  for (const file of source.files) {
    ledger.openFile(file);
    const read = async () => {
      for await (const batch of readRaw(file, { report: faults.report, skip })) {
        inspector.rows?.(batch.rows ?? batch.values.length + skipped);
        skipped = 0;
        for (const [i, value] of batch.values.entries()) {
          const line = batch.lines[i] ?? 0;
          faults.flushBefore(line);
          const locate = () => locateInBatch(file, batch, i);
          const problems = isDialogue(value) ? [] : explain(dialogueSchema, value, locate());
          problems.forEach(faults.report);
          if (problems.length > 0) {
            ledger.addRejected(value, line);
            continue;
          }
          const dialogue = value as Dialogue;
          check.check(dialogue, locate);
          ledger.add(dialogue.id, dialogue.parent, dialogue.turns.length, line, true);
          const turnLines = batch.turnLines?.[i];
          see(dialogue, { file: file.shown, line, splits: file.splits, ...(turnLines === undefined ? {} : { turnLines }) });
        }
      }
      faults.flush();
    };
    await withFileProblems(file.shown, read());
  }
  ledger.finish();
  faults.flush();
}
