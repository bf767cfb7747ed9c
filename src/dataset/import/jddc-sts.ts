/**
 * JDDC of DialogueCSE (Liu et al. 2021), sts.txt: pairs of utterances with the similarity that people see, 0 or 1 … 5. For judging a
 * measure of relevance: a bot that repeats the utterance should score the higher against the reference, the more alike they are.
 */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { eachRow, type RowContext } from './each-row.js';
import type { Importer } from './importer.js';
import { placedLines } from './text-lines.js';

function dialogueOf(text: string, row: RowContext): unknown {
  if (text.trim() === '') return undefined;
  const [score = '', a = '', b = '', ...rest] = text.split('\t');
  const similarity = score.trim() === '' ? Number.NaN : Number(score);
  if (a.trim() === '' || b.trim() === '' || rest.length > 0) return row.skip('not score and two texts by tabs');
  if (!Number.isFinite(similarity)) return row.blame('score', `got "${score}"`, { expected: 'a number in the first column' });
  return {
    id: `jddc-sts-${row.index}`,
    lang: 'zh-CN',
    slices: { similarity: String(similarity) },
    turns: [{ utterance: a, label: { answer: { references: [b] } }, meta: { similarity } }],
  };
}

export const jddcSts: Importer = {
  id: 'jddc-sts',
  version: 1,
  says: 'JDDC sts.txt of DialogueCSE: similarity and two utterances by tabs',
  note: 'pairs of utterances, not questions with answers: the reference is as good as its similarity says (slice similarity)',
  mapping: [
    ['line', 'a dialogue of one turn'],
    ['first text', 'utterance'],
    ['second text', 'label.answer.references'],
    ['similarity', 'meta.similarity of the turn, and slice similarity; not satisfaction, which is a shopper’s'],
  ],
  async locate({ path, shown, kind }, certain) {
    const at = kind === 'folder' ? { path: join(path, 'sts.txt'), shown: join(shown, 'sts.txt') } : { path, shown };
    if (!existsSync(at.path) || (certain && (kind === 'folder' || basename(path) !== 'sts.txt'))) return undefined;
    return [{ ...at, splits: [] }];
  },
  read: (file, options) => eachRow(placedLines(file, options), file, options, dialogueOf),
};
