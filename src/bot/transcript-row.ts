/** One row of a recorded table → one line of a recording: a turn's reply, or a record of a former run. */
import type { Problem } from '../schema/index.js';
import { decodeTranscriptLine, type TranscriptLine } from './transcript-line.js';

/** By column; an empty cell says nothing. */
export type Cells = Readonly<Record<string, string>>;

/** How turns.csv keeps spreadsheets from running a cell: an apostrophe before what they would take for a formula. */
const GUARDED = /^'(?=[\t\r\n]|[\s\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫])/u;

/**
 * `isTurns` for a row of a run's turns.csv. `exposes` says that the bot states intents at all: an empty cell then means that it
 * recognised none. Problems carry the field, the caller adds the place.
 */
export function decodeRow(cells: Cells, isTurns: boolean, exposes: boolean): TranscriptLine | readonly Problem[] {
  try {
    return decodeTranscriptLine(isTurns ? recordOf(cells, exposes) : lineOf(cells, exposes));
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    return [{ code: 'E_TRANSCRIPT', field: error.field, message: error.message }];
  }
}

/** The row as a line of a JSONL recording. An empty cell says nothing. */
function lineOf(cells: Cells, exposes: boolean): Record<string, unknown> {
  const { dialogue_id, reply = '', intents = '', slots = '', products = '', handoff = '', emotion = '' } = cells;
  return {
    dialogue_id,
    ...numbers(cells, ['turn', 'trial', 'latency_ms', 'first_token_ms']),
    reply: {
      text: reply,
      ...(exposes ? { intents: intentsOf(intents) } : {}),
      ...(slots === '' ? {} : { slots: json(slots, 'slots') }),
      ...(products === '' ? {} : { products: listOf(products) }),
      ...(handoff === '' ? {} : { handoff: booleanOf(handoff) }),
      ...(emotion === '' ? {} : { emotion }),
    },
  };
}

/** The row of a turns.csv as a record of its run; what the table does not hold, slots and products among it, is absent. */
function recordOf(cells: Cells, exposes: boolean): Record<string, unknown> {
  const { dialogue_id, status, reply = '', intent_predicted = '' } = cells;
  const answered = status === 'ok' || status === 'empty';
  const intents = intent_predicted === '' ? [] : [{ name: unguarded(intent_predicted) }];
  return {
    dialogue_id: unguarded(dialogue_id ?? ''),
    status,
    attempts: status === 'not-run' ? 0 : 1,
    ...numbers(cells, ['turn', 'trial', 'latency_ms']),
    ...(answered ? { reply: { text: unguarded(reply), ...(exposes ? { intents } : {}) } } : {}),
    ...(answered || status === 'not-run'
      ? {}
      : { error: { kind: status === 'timeout' ? 'timeout' : 'bot', message: 'recorded in turns.csv' } }),
  };
}

const unguarded = (cell: string): string => cell.replace(GUARDED, '');

/** Several values in a cell are joined by `|`; a cell that begins with `[` is JSON. */
const listOf = (cell: string): unknown =>
  cell.trimStart().startsWith('[') ? json(cell, 'list') : cell.split('|').map((item) => item.trim());

function intentsOf(cell: string): unknown {
  if (cell.trim() === '') return [];
  const list = listOf(cell);
  return Array.isArray(list) ? list.map((item) => (typeof item === 'string' ? { name: item } : item)) : list;
}

function booleanOf(cell: string): boolean {
  const value = cell.trim().toLowerCase();
  if (value === '1' || value === 'true') return true;
  if (value === '0' || value === 'false') return false;
  throw new CellError('handoff', 'expected 1, 0, true or false');
}

function numbers(cells: Cells, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const cell = cells[name]?.trim() ?? '';
      if (cell === '') return [];
      if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell)) throw new CellError(name, 'expected a number');
      return [[name, Number(cell)]];
    }),
  );
}

function json(cell: string, field: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    throw new CellError(field, 'the cell is not JSON');
  }
}

class CellError extends Error {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}
