/** Which dialogues of a dataset are replayed: pattern, then limit, then shard, in the order in which they are read. */
import { type Dialogue, familyOf, HarnessError } from '../schema/index.js';

export interface Selection {
  /** Name of a split: the files read. */
  readonly split?: string;
  /** Regular expression or plain text that the dialogue id must contain. */
  readonly pattern?: string;
  /** The first so many dialogues that match the pattern; families may be cut. */
  readonly limit?: number;
  /** `{index: 1, count: 3}` is the first of three; families stay whole. The shards of a selection are a partition of it. */
  readonly shard?: { readonly index: number; readonly count: number };
}

/** Says of one dialogue after another whether it is selected; a new one begins every pass, for the limit counts. */
export type Selector = (dialogue: Pick<Dialogue, 'id' | 'parent'>) => boolean;

/**
 * @returns a maker of selectors.
 * @throws HarnessError E_USAGE when the limit or the shard makes no sense.
 */
export function selectorOf(selection: Selection): () => Selector {
  const { pattern, limit = Number.POSITIVE_INFINITY, shard } = selection;
  if (selection.limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 1)) {
    throw usage(`the limit is ${limit}`, 'a whole number of at least 1');
  }
  if (shard !== undefined && !isShard(shard)) {
    throw usage(`the shard is ${shard.index}/${shard.count}`, 'index/count such as 1/3, the index from 1 to the count');
  }
  const matches = pattern === undefined ? () => true : matcherOf(pattern);
  return () => {
    let left = limit;
    return (dialogue) => {
      if (left <= 0 || !matches(dialogue.id)) return false;
      left -= 1;
      return shard === undefined || shardOf(familyOf(dialogue), shard.count) === shard.index;
    };
  };
}

/** An id matches when the pattern is part of it, or finds something in it as a regular expression. */
function matcherOf(pattern: string): (id: string) => boolean {
  const expression = regularExpression(pattern, 'u') ?? regularExpression(pattern, '');
  return (id) => id.includes(pattern) || expression?.test(id) === true;
}

function regularExpression(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isShard({ index, count }: { index: number; count: number }): boolean {
  return Number.isSafeInteger(count) && Number.isSafeInteger(index) && index >= 1 && index <= count;
}

/** The shard of a family, from 1 to `count`: the same on every machine and for every order of the dialogues. */
export function shardOf(family: string, count: number): number {
  return (stableHash(family) % count) + 1;
}

/** FNV-1a over the UTF-16 units, then the finaliser of MurmurHash3, without which neighbouring ids fall into few shards. */
function stableHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** `split test, pattern "yue", shard 1/3`, for messages; undefined when everything is selected. */
export function describeSelection({ split, pattern, limit, shard }: Selection): string | undefined {
  const parts = [
    split === undefined ? [] : [`split ${split}`],
    pattern === undefined ? [] : [`pattern "${pattern}"`],
    limit === undefined ? [] : [`limit ${limit}`],
    shard === undefined ? [] : [`shard ${shard.index}/${shard.count}`],
  ].flat();
  return parts.length === 0 ? undefined : parts.join(', ');
}

function usage(message: string, expected: string): HarnessError {
  return new HarnessError({ code: 'E_USAGE', message, expected });
}
