/** First choice: to a question of which one, the reply opens with another than the reference does (滋润水光那瓶 for 选控油雾面款，滋润水光款适合干皮). */
import { type Clause, contentTokens, type Reading } from '../text/index.js';

/** A Latin word or a number says as much as two characters. */
const FIRST_WORD = 65_536;
const LEAST = 2;
/** The one chosen, and the one that is not: what says more than that cannot be told apart by its clauses. */
const PARTS = 2;
const DENIED = /[不没别勿]|\bnot\b|n't|\bno\b|\bthan\b|而不|比/;

type Tokens = ReadonlySet<number>;

function tokensOf(form: string, clauses: readonly Clause[]): Tokens {
  return new Set(clauses.flatMap(({ start, end }) => contentTokens(form.slice(start, end)).ids.filter((id) => id >= 0)));
}

function weigh(tokens: Tokens, wanted: Tokens, without: readonly Tokens[]): number {
  let weight = 0;
  for (const token of tokens) {
    if (wanted.has(token) && without.every((other) => !other.has(token))) weight += token < FIRST_WORD ? 1 : 2;
  }
  return weight;
}

/** The words with which the reply opens, when they are those of what the reference does not choose. */
export function otherChoice(reference: Reading, reply: Reading, utterance: Reading): string | undefined {
  if (!utterance.questionTypes.includes('which') || reference.clauses.length !== PARTS) return undefined;
  const [opening] = reply.clauses;
  const [chosen, ...others] = reference.clauses;
  if (opening === undefined || chosen === undefined) return undefined;
  const said = reply.form.slice(opening.start, opening.end);
  if (DENIED.test(said) || DENIED.test(reference.form.slice(chosen.start, chosen.end))) return undefined;
  const ours = tokensOf(reply.form, [opening]);
  const [theirs, rest] = [tokensOf(reference.form, [chosen]), tokensOf(reference.form, others)];
  const asked = tokensOf(utterance.form, utterance.clauses);
  if (weigh(ours, theirs, [rest, asked]) > 0 || weigh(ours, rest, [theirs, asked]) < LEAST) return undefined;
  const all = tokensOf(reply.form, reply.clauses);
  if (weigh(all, theirs, [rest, asked]) > weigh(all, rest, [theirs, asked])) return undefined;
  return said.trim();
}
