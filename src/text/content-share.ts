/** Content share: how much of the content of one text another holds. */
import { type ContentTokens, weightOf } from './content-token.js';
import { TokenTable } from './token-table.js';

/** What a text is compared with comes several times in a row, the reply as the other text and the utterance as the question. */
const other = new TokenTable();
const question = new TokenTable();
const neighbours = new TokenTable();

/** Weight that the multisets of tokens of two texts share. */
export function sharedWeight({ ids }: ContentTokens, by: ContentTokens): number {
  other.begin(by);
  let shared = 0;
  for (let i = 0; i < ids.length; i += 1) {
    const token = ids[i] as number;
    if (other.take(token)) shared += weightOf(token);
  }
  return shared;
}

/** F1 of the pairs of neighbouring tokens of two texts ({@link pairTokens}), in [0,1]; 0 when either has none. */
export function pairF1(ours: ContentTokens, theirs: ContentTokens): number {
  if (ours.total === 0 || theirs.total === 0) return 0;
  neighbours.begin(theirs);
  let shared = 0;
  for (let i = 0; i < ours.ids.length; i += 1) if (neighbours.take(ours.ids[i] as number)) shared += 1;
  return (2 * shared) / (ours.total + theirs.total);
}

/**
 * Of the tokens of a text that `known` lacks altogether, the share by weight that `by` holds, in [0,1]; undefined when they
 * weigh less than one content character.
 */
export function shareOfNew({ ids }: ContentTokens, by: ContentTokens, known: ContentTokens): number | undefined {
  other.begin(by);
  question.begin(known);
  let [shared, total] = [0, 0];
  for (let i = 0; i < ids.length; i += 1) {
    const token = ids[i] as number;
    if (question.has(token)) continue;
    const weight = weightOf(token);
    total += weight;
    if (other.take(token)) shared += weight;
  }
  return total < 1 ? undefined : shared / total;
}
