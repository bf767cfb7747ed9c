/** Content share: how much of the content of one text another holds. */
import { type ContentTokens, weightOf } from './content-token.js';
import { rarityOf } from './rarity.js';
import { TokenTable } from './token-table.js';

const SMALL_BITS = 9;
/** Of a text of thousands of tokens, the first 2048 count. */
const LARGE_BITS = 12;
/** What a text is compared with comes several times in a row, the reply as the other text and the utterance as the question. */
const other = [new TokenTable(SMALL_BITS), new TokenTable(LARGE_BITS)] as const;
const question = [new TokenTable(SMALL_BITS), new TokenTable(LARGE_BITS)] as const;
const neighbours = [new TokenTable(SMALL_BITS), new TokenTable(LARGE_BITS)] as const;

/** A small table stays in the processor's first cache; nearly all texts fit into it. */
function tableFor(tables: readonly [TokenTable, TokenTable], { ids }: ContentTokens): TokenTable {
  const [small, large] = tables;
  return ids.length <= small.counted ? small : large;
}

/** Weight that the multisets of tokens of two texts share. */
export function sharedWeight({ ids }: ContentTokens, by: ContentTokens): number {
  const table = tableFor(other, by);
  table.begin(by);
  let shared = 0;
  for (let i = 0; i < ids.length; i += 1) {
    const token = ids[i] as number;
    if (table.take(token)) shared += weightOf(token);
  }
  return shared;
}

/** Of the tokens of a text, the share by {@link rarityOf} that `by` holds, in [0,1]; 0 when it has none. */
export function rareShare({ ids }: ContentTokens, by: ContentTokens): number {
  const table = tableFor(other, by);
  table.begin(by);
  let shared = 0;
  let total = 0;
  for (let i = 0; i < ids.length; i += 1) {
    const token = ids[i] as number;
    const weight = weightOf(token) * rarityOf(token);
    total += weight;
    if (table.take(token)) shared += weight;
  }
  return total === 0 ? 0 : shared / total;
}

/** F1 of the pairs of neighbouring tokens of two texts ({@link pairTokens}), in [0,1]; 0 when either has none. */
export function pairF1(ours: ContentTokens, theirs: ContentTokens): number {
  if (ours.total === 0 || theirs.total === 0) return 0;
  const table = tableFor(neighbours, theirs);
  table.begin(theirs);
  let shared = 0;
  for (let i = 0; i < ours.ids.length; i += 1) if (table.take(ours.ids[i] as number)) shared += 1;
  return (2 * shared) / (ours.total + theirs.total);
}

/**
 * Of the tokens of a text that `known` lacks altogether, the share by weight that `by` holds, in [0,1]; undefined when they
 * weigh less than one content character.
 */
export function shareOfNew({ ids }: ContentTokens, by: ContentTokens, known: ContentTokens): number | undefined {
  const held = tableFor(other, by);
  const asked = tableFor(question, known);
  held.begin(by);
  asked.begin(known);
  let shared = 0;
  let total = 0;
  for (let i = 0; i < ids.length; i += 1) {
    const token = ids[i] as number;
    if (asked.has(token)) continue;
    const weight = weightOf(token);
    total += weight;
    if (held.take(token)) shared += weight;
  }
  return total < 1 ? undefined : shared / total;
}
