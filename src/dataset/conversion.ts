/** Any dataset, written again in one of our forms: a folder with its splits, JSON lines, or a spreadsheet. */
import { basename, extname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { type Conversion, type DatasetManifest, type Dialogue, goldIntents, HarnessError, ProblemList } from '../schema/index.js';
import { CsvColumns, csvRows, csvText } from './csv-writer.js';
import { MANIFEST } from './folder.js';
import { foreignFormat } from './import/formats.js';
import { type DialoguePlace, inspectSource } from './inspection.js';
import { Skipped } from './skipped.js';
import type { DatasetSource } from './source-file.js';
import { resolveSources } from './sources.js';

export type ConversionForm = 'folder' | 'jsonl' | 'csv' | 'tsv';

/** Where the text goes: files by name, in a folder of the writer's. */
export interface ConversionSink {
  write(file: string, text: string): void;
  copy(from: string, file: string): void;
}

export interface ConversionOptions {
  readonly from: string;
  readonly to: string;
  readonly form: ConversionForm;
  readonly split?: string;
  readonly cwd: string;
}

/**
 * Reads everything twice: to check and count it, then to write it.
 * @throws HarnessError with all problems of the source together; E_EMPTY_DATASET when it holds no dialogue.
 */
export async function convertDataset(options: ConversionOptions, sink: ConversionSink): Promise<Conversion> {
  const { from, to, form, split, cwd } = options;
  const [source] = await resolveSources([from], split, cwd);
  if (source === undefined) throw new Error(`no source for ${from}`);
  const counts = await countSource(source);
  if (counts.dialogues === 0)
    throw new HarnessError({ code: 'E_EMPTY_DATASET', file: from, message: emptyMessage(counts.skipped) });
  const written = new Written(form, basename(to), counts.columns, sink);
  await passOver(source, { see: (dialogue, { splits }) => written.add(dialogue, splits) });
  if (form === 'folder') writeManifest(source, options, written, sink);
  const id = source.files[0]?.foreign?.importer.id;
  const format = id === undefined ? undefined : await foreignFormat(id);
  const { rows, dialogues, turns, intents, skipped } = counts;
  return {
    format_version: 1,
    from,
    to,
    ...(format === undefined ? {} : { format }),
    rows,
    dialogues,
    turns,
    intents: intents.size,
    files: Object.fromEntries(written.files),
    splits: Object.fromEntries(written.splits),
    skipped: skipped.result().skipped ?? {},
    lost: written.lost.result().skipped ?? {},
  };
}

type Pass = Partial<Omit<Parameters<typeof inspectSource>[1], 'see' | 'report'>> & {
  see(dialogue: Dialogue, place: DialoguePlace): void;
};

async function passOver(source: DatasetSource, pass: Pass): Promise<void> {
  const problems = new ProblemList();
  await inspectSource(source, { ...pass, report: (problem) => problems.add(problem) });
  problems.throwIfAny();
}

async function countSource(source: DatasetSource) {
  const counts = {
    rows: 0,
    dialogues: 0,
    turns: 0,
    intents: new Set<string>(),
    skipped: new Skipped(),
    columns: new CsvColumns(),
  };
  await passOver(source, {
    see: (dialogue) => {
      counts.dialogues += 1;
      counts.turns += dialogue.turns.length;
      counts.columns.add(dialogue);
      for (const { label } of dialogue.turns) for (const intent of goldIntents(label) ?? []) counts.intents.add(intent);
    },
    skip: counts.skipped.add,
    rows: (count) => {
      counts.rows += count;
    },
  });
  return counts;
}

function emptyMessage(skipped: Skipped): string {
  const reasons = Object.entries(skipped.result().skipped ?? {}).map(([reason, count]) => `${count}: ${reason}`);
  return `there is no dialogue in it${reasons.length === 0 ? '' : `; rows left out: ${reasons.join('; ')}`}`;
}

/** The files as they grow. */
class Written {
  readonly files = new Map<string, number>();
  readonly splits = new Map<string, number>();
  readonly lost = new Skipped();
  /** Splits of a file of the source, joined → the file that they go to. */
  private readonly names = new Map<string, string>();
  /** Split → files. */
  readonly splitFiles = new Map<string, Set<string>>();

  constructor(
    private readonly form: ConversionForm,
    private readonly name: string,
    private readonly columns: CsvColumns,
    private readonly sink: ConversionSink,
  ) {}

  add(dialogue: Dialogue, splits: readonly string[]): void {
    const file = this.form === 'folder' ? this.fileOf(splits) : this.name;
    const before = this.files.get(file) ?? 0;
    this.sink.write(file, `${before === 0 ? this.header() : ''}${this.textOf(dialogue)}`);
    this.files.set(file, before + 1);
    for (const split of splits) this.splits.set(split, (this.splits.get(split) ?? 0) + 1);
    if (splits.length > 0 && this.form !== 'folder') this.lost.add('splits: a folder keeps them, --split chooses one');
  }

  private header(): string {
    // By the mark spreadsheets know UTF-8.
    return this.form === 'csv' || this.form === 'tsv' ? `\ufeff${csvText(this.columns.names, this.delimiter)}` : '';
  }

  private textOf(dialogue: Dialogue): string {
    if (this.form === 'folder' || this.form === 'jsonl') return `${JSON.stringify(dialogue)}\n`;
    const rows = csvRows(dialogue, this.columns.names, this.lost.add);
    return rows.map((row) => csvText(row, this.delimiter)).join('');
  }

  private get delimiter(): string {
    return this.form === 'tsv' ? '\t' : ',';
  }

  /** One file for all that stands in the same splits, named after the first of them. */
  private fileOf(splits: readonly string[]): string {
    const key = splits.join('+');
    let file = this.names.get(key);
    if (file === undefined) {
      const taken = new Set(this.names.values());
      const [short = 'dialogues'] = splits;
      file = [short, key].map(fileName).find((name) => !taken.has(name)) ?? fileName(`${key}-${this.names.size}`);
      this.names.set(key, file);
      for (const split of splits) this.splitFiles.set(split, (this.splitFiles.get(split) ?? new Set()).add(file));
    }
    return file;
  }
}

/** Split names are free text; file names are not. */
function fileName(split: string): string {
  return `${split.replace(/[^\p{L}\p{N}_+-]+/gu, '_')}.jsonl`;
}

function writeManifest(source: DatasetSource, { from, cwd }: ConversionOptions, written: Written, sink: ConversionSink): void {
  const { catalogue, faq, ...own }: Partial<DatasetManifest> = source.manifest ?? foreignManifest(source);
  const folder = resolve(cwd, from);
  const beside = [
    ['catalogue', catalogue],
    ['faq', faq],
  ].flatMap(([key, path]) => (key === undefined || path === undefined ? [] : [[key, path] as const]));
  // A split of the same name keeps it.
  const nameOf = (path: string) => (written.files.has(basename(path)) ? `beside-${basename(path)}` : basename(path));
  for (const [, path] of beside) sink.copy(join(folder, path), nameOf(path));
  const splits = [...written.splitFiles].map(([split, files]) => [split, [...files]] as const);
  const manifest = {
    ...own,
    files: [...written.files.keys()],
    splits: splits.length === 0 ? undefined : Object.fromEntries(splits),
    ...Object.fromEntries(beside.map(([key, path]) => [key, nameOf(path)])),
  };
  sink.write(MANIFEST, stringify(JSON.parse(JSON.stringify(manifest))));
}

function foreignManifest(source: DatasetSource): Partial<DatasetManifest> {
  const reader = source.files[0]?.foreign?.importer;
  const name = basename(source.name, extname(source.name)) || 'dataset';
  const how = reader === undefined ? source.name : `${source.name}, read as ${reader.id} (importer version ${reader.version})`;
  return { name, version: '1.0.0', provenance: `converted from ${how}` };
}
