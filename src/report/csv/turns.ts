/** turns.csv: one row a record, in the order in which the dialogues come. */
import type { Writable } from 'node:stream';
import type { ScoredDialogue } from '../../schema/index.js';
import { type CsvOptions, CsvSheet, type CsvWriter } from './csv-sheet.js';
import {
  correctCell,
  goldCell,
  latencyCell,
  predictedCell,
  reasonsCell,
  relevanceCell,
  sliceCells,
  sliceHeaders,
} from './turn-cells.js';

const HEADERS = [
  'dialogue_id',
  'turn',
  'trial',
  'status',
  'utterance',
  'intent_gold',
  'intent_predicted',
  'intent_correct',
  'relevance',
  'critical_error',
  'off_topic',
  'reasons',
  'reply',
  'latency_ms',
] as const;

/**
 * Starts the table; `sliceNames` become `slice:NAME` columns. Turns and trials count from 0; an undefined value is an empty cell.
 * A dialogue without records adds no row.
 */
export function openTurnsCsv(stream: Writable, sliceNames: readonly string[], options?: CsvOptions): CsvWriter<ScoredDialogue> {
  const sheet = new CsvSheet(stream, [...HEADERS, ...sliceHeaders(sliceNames)], options);
  return {
    write(scored) {
      for (let i = 0; i < scored.records.length; i += 1) {
        const cells = turnRow(scored, i, sliceNames);
        if (cells !== undefined) sheet.row(cells);
      }
      return sheet.flush();
    },
    end: () => sheet.end(),
  };
}

function turnRow({ dialogue, records, score }: ScoredDialogue, i: number, sliceNames: readonly string[]) {
  const record = records[i];
  const turn = score.turns[i];
  if (record === undefined || turn === undefined) return undefined;
  return [
    record.dialogue_id,
    record.turn,
    record.trial,
    record.status,
    dialogue.turns[record.turn]?.utterance,
    goldCell(turn),
    predictedCell(turn),
    correctCell(turn),
    relevanceCell(turn),
    turn.relevance?.critical,
    turn.relevance?.offTopic,
    reasonsCell(turn),
    record.reply?.text,
    latencyCell(record.latency_ms),
    ...sliceCells(sliceNames, score.slices[i]),
  ];
}
