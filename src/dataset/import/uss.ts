/** USS (Sun et al. 2021), also as used for USDA: role, text, act and satisfaction by tabs; a blank line ends a dialogue. */
import { basename } from 'node:path';
import type { RawBatch } from '../source-file.js';
import { Conversation } from './conversation.js';
import { compact, oneOrMore } from './fields.js';
import type { Importer, ImportFile, ImportReadOptions } from './importer.js';
import { filesAt, headOf } from './look.js';
import { readTextLines, type TextLine } from './text-lines.js';

/** Stands for the dialogue as a whole; nobody says it. */
const OVERALL = 'OVERALL';

async function* read(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  const stem = basename(file.path, '.txt');
  let open: UssDialogue | undefined;
  let count = 0;
  for await (const batch of readTextLines(file.path, file.shown, options)) {
    const made: { readonly value: unknown; readonly line: number }[] = [];
    for (const line of batch) {
      if (line.text.trim() === '') {
        made.push(...(open?.end() ?? []));
        open = undefined;
        continue;
      }
      if (open === undefined) count += 1;
      open ??= new UssDialogue(`${stem}-${count}`, line.line, file, options);
      open.add(line);
    }
    yield {
      values: made.map(({ value }) => value),
      lines: made.map(({ line }) => line),
      rows: batch.filter(({ text }) => text.trim() !== '').length,
    };
  }
  const last = open?.end() ?? [];
  yield { values: last.map(({ value }) => value), lines: last.map(({ line }) => line), rows: 0 };
}

class UssDialogue {
  private readonly talk = new Conversation();
  private overall: Readonly<Record<string, unknown>> = {};
  private han = false;

  constructor(
    private readonly id: string,
    private readonly line: number,
    private readonly file: ImportFile,
    private readonly options: ImportReadOptions,
  ) {}

  add({ text: row, line }: TextLine): void {
    const [role = '', text = '', act = '', marks = '', note = ''] = row.replace(/\r$/, '').split('\t');
    const scores = this.scoresOf(marks, line);
    const satisfaction = meanOf(scores);
    if (text.trim() === OVERALL) {
      this.overall = { satisfaction, scores: scores.length === 0 ? undefined : scores, explanation: note.trim() || undefined };
    } else if (text.trim() === '') this.options.skip('no text', line);
    else if (role === 'USER') {
      const acts = act.split(',').map((one) => one.trim());
      const turn = this.talk.shopper(text, { intent: oneOrMore(acts.filter((one) => one !== '')), satisfaction });
      if (scores.length > 0) turn.meta.scores = scores;
    } else if (role === 'SYSTEM') this.talk.reply(text);
    else this.blame('role', line, `is "${role.slice(0, 40)}"`, 'USER or SYSTEM in the first column');
    this.han ||= /\p{Script=Han}/u.test(text);
  }

  end(): readonly { readonly value: unknown; readonly line: number }[] {
    const value = this.talk.dialogue({ id: this.id, lang: this.han ? 'zh-CN' : 'en', meta: compact(this.overall) });
    if (value === undefined) this.options.skip('a dialogue without a word of the user', this.line);
    return value === undefined ? [] : [{ value, line: this.line }];
  }

  /** `3,4,3`: one of each annotator. */
  private scoresOf(marks: string, line: number): readonly number[] {
    if (marks.trim() === '') return [];
    const scores = marks.split(',').map((mark) => (mark.trim() === '' ? Number.NaN : Number(mark)));
    if (scores.every((score) => score >= 1 && score <= 5)) return scores;
    this.blame('satisfaction', line, `got "${marks.slice(0, 40)}"`, 'numbers from 1 to 5 by commas');
    return [];
  }

  private blame(field: string, line: number, message: string, expected: string): void {
    this.options.report({
      code: 'E_FIELD',
      file: this.file.shown,
      line,
      field,
      message,
      expected,
      mend: 'correct the line; the columns are parted by tabs',
    });
  }
}

function meanOf(scores: readonly number[]): number | undefined {
  return scores.length === 0 ? undefined : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

export const uss: Importer = {
  id: 'uss',
  version: 1,
  says: 'USS, and USDA in its form: JDDC.txt, SGD.txt … of role, text, act and satisfaction by tabs',
  mapping: [
    ['USER line, SYSTEM line', 'turn, its gold_reply'],
    ['act', 'label.intent, several by commas'],
    ['satisfaction 3,4,3', 'label.satisfaction, the mean; meta.scores of the turn'],
    ['OVERALL', 'meta.satisfaction, meta.scores and meta.explanation of the dialogue; no turn'],
    ['blank line', 'the end of a dialogue'],
  ],
  async locate(place, certain) {
    const files = await filesAt(place, /\.txt$/i, certain);
    if (!certain) return files;
    const heads = await Promise.all(files.map(({ path }) => headOf(path)));
    const sure = heads.length > 0 && heads.every((head) => /^(?:USER|SYSTEM)\t[^\t\n]*\t[^\t\n]*\t/.test(head));
    return sure ? files : undefined;
  },
  read,
};
