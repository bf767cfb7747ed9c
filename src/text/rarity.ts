/** Rarity: how much a content token tells, by how few shop replies hold it; and BM25, which is weighed by it. */
import { type ContentTokens, tokenise } from './content-token.js';
import { GREATEST_RARITY, MEAN_LENGTH, RARITIES } from './rarity-table.js';

/** By character, and by word; light tokens are the complement of theirs. */
const ofCharacters = new Float32Array(1 << 16).fill(GREATEST_RARITY);
const ofWords = new Map<number, number>();
for (const [rarity, characters, words] of RARITIES) {
  for (const token of tokenise(characters).ids) ofCharacters[token < 0 ? ~token : token] = rarity;
  for (const token of tokenise(words).ids) ofWords.set(token < 0 ? ~token : token, rarity);
}

/** Inverse document frequency over the references of the bundled dialogues, in natural units; the greatest for unknown terms. */
export function rarityOf(token: number): number {
  const term = token < 0 ? ~token : token;
  return term < ofCharacters.length ? (ofCharacters[term] as number) : (ofWords.get(term) ?? GREATEST_RARITY);
}

/** Saturation of repeated terms, and how far long texts are discounted. */
const K1 = 1.2;
const B = 0.75;

function countsOf({ ids }: ContentTokens): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const token of ids) counts.set(token, 1 + (counts.get(token) ?? 0));
  return counts;
}

/** What `query` scores against the document `document`. */
function bm25(query: Iterable<number>, document: ReadonlyMap<number, number>, length: number): number {
  const dampened = K1 * (1 - B + (B * length) / MEAN_LENGTH);
  let sum = 0;
  for (const token of query) {
    const count = document.get(token);
    if (count !== undefined) sum += (rarityOf(token) * count * (K1 + 1)) / (count + dampened);
  }
  return sum;
}

/**
 * BM25 of the reference as the query against the reply as the document, over that of the reference against itself; in [0,1].
 * 0 when either has no content. Source: Robertson & Zaragoza 2009 (k1 = 1.2, b = 0.75), inverse document frequencies of a
 * shipped table ({@link rarityOf}).
 */
export function bm25Share(reference: ContentTokens, reply: ContentTokens): number {
  if (reference.ids.length === 0 || reply.ids.length === 0) return 0;
  const wanted = countsOf(reference);
  const most = bm25(wanted.keys(), wanted, reference.ids.length);
  return most === 0 ? 0 : Math.min(1, bm25(wanted.keys(), countsOf(reply), reply.ids.length) / most);
}
