/** The first pass: reads everything once, reports all that is wrong together, counts, and takes the digest. */
import { type DatasetSurvey, type Dialogue, dialogueSchema, HarnessError, ProblemList } from '../schema/index.js';
import { DatasetDigest, type FileMark } from './digest.js';
import { explain } from './explain.js';
import { FamilyLedger } from './family-ledger.js';
import { FaultQueue } from './fault-queue.js';
import { withFileProblems } from './file-problem.js';
import { LabelCheck } from './label-check.js';
import { isDialogue } from './quick-accept.js';
import { locateInBatch, readRaw } from './reader.js';
import { describeSelection, type Selection, type Selector, selectorOf } from './selection.js';
import { Skipped } from './skipped.js';
import type { DatasetSource, RawBatch, SourceFile } from './source-file.js';
import { Tally } from './tally.js';

export interface SurveyResult {
  readonly survey: DatasetSurvey;
  /** One a file, in order. */
  readonly marks: readonly FileMark[];
  /** The selected dialogues in order, where they were to be kept. */
  readonly kept?: readonly Dialogue[];
}

export interface SurveyOptions {
  /** Keep the selected dialogues. */
  readonly keep: boolean;
  readonly chunkBytes?: number;
  readonly maxLineBytes?: number;
}

/**
 * Validates all dialogues of the sources, selected or not, and counts the selected ones.
 * @throws HarnessError with the first problems and the count of all; E_EMPTY_DATASET when nothing is left.
 */
export async function surveySources(
  sources: readonly DatasetSource[],
  selection: Selection,
  options: SurveyOptions,
): Promise<SurveyResult> {
  const pass = new SurveyPass(selectorOf(selection)(), options);
  for (const source of sources) await pass.readSource(source);
  return pass.result(sources, selection);
}

class SurveyPass {
  private readonly problems = new ProblemList();
  private readonly faults = new FaultQueue((problem) => this.problems.add(problem));
  private readonly ledger = new FamilyLedger(this.faults);
  private readonly tally = new Tally();
  private readonly digest = new DatasetDigest();
  private readonly marks: FileMark[] = [];
  private readonly kept: Dialogue[] = [];
  private readonly skipped = new Skipped();
  private read = 0;

  private readonly reading: Omit<SurveyOptions, 'keep'>;
  private readonly keep: boolean;

  constructor(
    private readonly select: Selector,
    { keep, ...reading }: SurveyOptions,
  ) {
    this.keep = keep;
    this.reading = reading;
  }

  async readSource(source: DatasetSource): Promise<void> {
    const check = new LabelCheck(this.faults, source.manifest?.intents, source.products);
    for (const file of source.files) {
      this.ledger.openFile(file);
      await withFileProblems(file.shown, this.readFile(file, check));
      this.marks.push(this.digest.endFile());
    }
  }

  result(sources: readonly DatasetSource[], selection: Selection): SurveyResult {
    this.ledger.finish();
    this.faults.flush();
    this.problems.throwIfAny();
    const counts = this.tally.result();
    if (counts.dialogues === 0) throw emptyDataset(sources, selection, this.read);
    const digest = this.marks.at(-1)?.digest ?? this.digest.endFile().digest;
    const families = this.ledger.countFamilies();
    const survey = { ...identity(sources), digest, ...counts, families, ...this.skipped.result() };
    return { survey, marks: this.marks, ...(this.keep ? { kept: this.kept } : {}) };
  }

  private async readFile(file: SourceFile, check: LabelCheck): Promise<void> {
    const options = { ...this.reading, onBytes: this.digest.update, report: this.faults.report, skip: this.skipped.add };
    for await (const batch of readRaw(file, options)) {
      for (let i = 0; i < batch.values.length; i += 1) {
        this.faults.flushBefore(batch.lines[i] ?? 0);
        this.take(file, batch, i, check);
      }
    }
    this.faults.flush();
  }

  private take(file: SourceFile, batch: RawBatch, index: number, check: LabelCheck): void {
    const value = batch.values[index];
    const line = batch.lines[index] ?? 0;
    this.read += 1;
    if (!this.accept(value, file, batch, index)) {
      this.ledger.addRejected(value, line);
      return;
    }
    check.check(value, () => locateInBatch(file, batch, index));
    const isSelected = this.select(value);
    this.ledger.add(value.id, value.parent, value.turns.length, line, isSelected);
    if (!isSelected) return;
    this.tally.add(value);
    if (this.keep) this.kept.push(value);
  }

  private accept(value: unknown, file: SourceFile, batch: RawBatch, index: number): value is Dialogue {
    if (isDialogue(value)) return true;
    const problems = explain(dialogueSchema, value, locateInBatch(file, batch, index));
    for (const problem of problems) this.faults.report(problem);
    return problems.length === 0;
  }
}

/** Name, version, intents and products of what was read; what only some of the sources declare is left out. */
function identity(
  sources: readonly DatasetSource[],
): Pick<DatasetSurvey, 'name' | 'version' | 'declaredIntents' | 'productIds' | 'notes'> {
  const version = sources.length === 1 ? sources[0]?.manifest?.version : undefined;
  const intents = ofAll(sources, (source) => source.manifest?.intents);
  const notes = notesOf(sources);
  const productIds = ofAll(sources, (source) => (source.products === undefined ? undefined : [...source.products.keys()]));
  return {
    name: sources.map((source) => source.name).join('+'),
    ...(version === undefined ? {} : { version }),
    ...(intents === undefined ? {} : { declaredIntents: intents }),
    ...(productIds === undefined ? {} : { productIds }),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** What the importers say of their data, each once. */
function notesOf(sources: readonly DatasetSource[]): readonly string[] {
  const said = sources.flatMap(({ name, files }) =>
    files.flatMap(({ foreign }) => (foreign?.importer.note === undefined ? [] : [`${name}: ${foreign.importer.note}`])),
  );
  return [...new Set(said)];
}

function ofAll(sources: readonly DatasetSource[], of: (source: DatasetSource) => readonly string[] | undefined) {
  const lists = sources.map(of);
  return lists.every((list) => list !== undefined) ? [...new Set(lists.flat())] : undefined;
}

function emptyDataset(sources: readonly DatasetSource[], selection: Selection, read: number): HarnessError {
  const selected = describeSelection(selection);
  const where = sources.map((source) => source.shown).join(', ');
  if (read === 0) {
    const message =
      selection.split === undefined ? 'there is no dialogue in it' : `there is no dialogue in split "${selection.split}"`;
    return new HarnessError({ code: 'E_EMPTY_DATASET', file: where, message, mend: 'check that the right file is named' });
  }
  return new HarnessError({
    code: 'E_EMPTY_DATASET',
    file: where,
    message: `the selection (${selected}) leaves none of ${read} dialogues`,
    mend: 'widen the selection',
  });
}
