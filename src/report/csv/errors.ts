/** errors.csv: every wrong turn with what is needed to see why, for sorting and filtering in a spreadsheet. */
import type { Writable } from 'node:stream';
import { isWrongTurn, type ScoredDialogue } from '../../schema/index.js';
import { referenceOf } from '../turn-text.js';
import { type CsvOptions, CsvSheet, type CsvWriter } from './csv-sheet.js';
import { goldCell, predictedCell, reasonsCell, relevanceCell, sliceCells, sliceHeaders } from './turn-cells.js';

const HEADERS = [
  'dialogue_id',
  'turn',
  'trial',
  'status',
  'utterance',
  'intent_gold',
  'intent_predicted',
  'confidence',
  'relevance',
  'critical_error',
  'reasons',
  'reference',
  'reply',
  'error',
] as const;

/** Starts the table; the slices follow as `slice:NAME` columns, as in turns.csv. Right turns add no row. */
export function openErrorsCsv(stream: Writable, sliceNames: readonly string[], options?: CsvOptions): CsvWriter<ScoredDialogue> {
  const sheet = new CsvSheet(stream, [...HEADERS, ...sliceHeaders(sliceNames)], options);
  return {
    write(scored) {
      scored.score.turns.forEach((turn, i) => {
        if (isWrongTurn(turn)) sheet.row(errorRow(scored, i, sliceNames));
      });
      return sheet.flush();
    },
    end: () => sheet.end(),
  };
}

function errorRow({ dialogue, records, score }: ScoredDialogue, i: number, sliceNames: readonly string[]) {
  const turn = score.turns[i];
  const record = records[i];
  if (turn === undefined || record === undefined) throw new RangeError(`dialogue ${dialogue.id} has no record ${i}`);
  const labelled = dialogue.turns[turn.turn];
  return [
    turn.dialogue_id,
    turn.turn,
    turn.trial,
    turn.status,
    labelled?.utterance,
    goldCell(turn),
    predictedCell(turn),
    turn.intent?.confidence,
    relevanceCell(turn),
    turn.relevance?.critical,
    reasonsCell(turn),
    referenceOf(labelled),
    record.reply?.text,
    record.error === undefined ? undefined : `${record.error.kind}: ${record.error.message}`,
    ...sliceCells(sliceNames, score.slices[i]),
  ];
}
