/** Cells that turns.csv and errors.csv share; an undefined value is an empty cell, never 0. */
import type { TurnScore } from '../../schema/index.js';

/** Several values in one cell. */
export const VALUE_SEPARATOR = '|';

/** The gold intents; undefined without an intent label. */
export function goldCell({ intent }: TurnScore): string | undefined {
  return intent?.gold.join(VALUE_SEPARATOR);
}

/** The first predicted intent; undefined when there is no label, or the bot gave none. */
export function predictedCell({ intent }: TurnScore): string | undefined {
  return intent?.predicted[0];
}

/** 0 or 1; undefined without a label, and for an answered call of a bot that exposes no intents. */
export function correctCell({ intent, status, exposed }: TurnScore): 0 | 1 | undefined {
  return status === 'ok' && !exposed.intents ? undefined : intent?.correct;
}

/** To a millionth: the file is data, but no one needs the noise of a double. */
export function relevanceCell({ relevance }: TurnScore): number | undefined {
  return relevance === undefined ? undefined : Math.round(relevance.value * 1e6) / 1e6;
}

/** To a microsecond. */
export function latencyCell(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms * 1e3) / 1e3;
}

/** The reasons of the relevance score. */
export function reasonsCell({ relevance }: TurnScore): string | undefined {
  return relevance === undefined || relevance.reasons.length === 0 ? undefined : relevance.reasons.join('; ');
}

/** The headers `slice:NAME`, in the order given. */
export function sliceHeaders(names: readonly string[]): readonly string[] {
  return names.map((name) => `slice:${name}`);
}

/** The values of a turn for each name, joined where there are several; `labels` are `name=value`. */
export function sliceCells(names: readonly string[], labels: readonly string[] | undefined): readonly (string | undefined)[] {
  if (labels === undefined || labels.length === 0) return names.map(() => undefined);
  return names.map((name) => {
    let cell: string | undefined;
    for (const label of labels) {
      if (label.length <= name.length || label[name.length] !== '=' || !label.startsWith(name)) continue;
      const value = label.slice(name.length + 1);
      cell = cell === undefined ? value : `${cell}${VALUE_SEPARATOR}${value}`;
    }
    return cell;
  });
}
