/** Stated orders: which of two things comes first (先擦精华再涂面霜, serum before the cream) or is the more (A款比B款亮), and whether a reply turns that round. */
import { contentTokens, type Reading } from '../text/index.js';
import { once } from './once.js';

type Tokens = ReadonlySet<number>;

interface Order {
  /** What the two are ordered by: time, or a word of comparison. */
  readonly by: string;
  readonly first: Tokens;
  readonly second: Tokens;
}

const PART = '([^,;:。!?]{1,16}?)';
const LATIN_PART = '([a-z0-9][a-z0-9 -]{1,28}?)';
const STOP = '(?=$|[,;:.。!?])';
const MORE = '大|小|长|短|高|低|贵|便宜|轻|重|厚|薄|快|慢|多|少|好|亮|暗|宽|窄|深|浅|新|软|硬|甜|辣|厚实|保暖|耐用|划算|安静';

interface Form {
  readonly pattern: RegExp;
  /** Groups of what comes first, what comes second and of the word that orders them, if any. */
  readonly groups: readonly [first: number, second: number, by?: number];
}

const FORMS: readonly Form[] = [
  { pattern: new RegExp(`先${PART}[,;]?(?:再|然后|之后|接着|最后)${PART}${STOP}`, 'g'), groups: [1, 2] },
  { pattern: new RegExp(`${PART}比${PART}(?:更|要|还|稍微?|略)*(${MORE})`, 'g'), groups: [1, 2, 3] },
  { pattern: new RegExp(`${LATIN_PART} before (?:you )?${LATIN_PART}${STOP}`, 'g'), groups: [1, 2] },
  { pattern: new RegExp(`${LATIN_PART} after ${LATIN_PART}${STOP}`, 'g'), groups: [2, 1] },
  {
    pattern: new RegExp(`${LATIN_PART}(?: goes on| comes| goes)? first\\b[^.!?]{0,40}?\\bthen ${LATIN_PART}${STOP}`, 'g'),
    groups: [1, 2],
  },
  {
    pattern: new RegExp(`${LATIN_PART} ([a-z]{2,}er|more|less)\\b[a-z ]{0,14} than ${LATIN_PART}${STOP}`, 'g'),
    groups: [1, 3, 2],
  },
];
const MAY_ORDER = /先|比|\bbefore\b|\bafter\b|\bfirst\b|\bthan\b/;
/** More than these in one text are not looked at. */
const MOST = 6;
const LEAST_ACROSS = 2;
/** A Latin word says as much as two characters. */
const FIRST_WORD = 65_536;

function tokensOf(text: string): Tokens {
  return new Set(contentTokens(text).ids.filter((token) => token >= 0));
}

const ordersOf = once(({ form }: Reading): readonly Order[] => {
  if (!MAY_ORDER.test(form)) return [];
  const found: Order[] = [];
  for (const { pattern, groups } of FORMS) {
    for (const match of form.matchAll(pattern)) {
      const [first, second] = [match[groups[0]] ?? '', match[groups[1]] ?? ''];
      found.push({
        by: groups[2] === undefined ? 'time' : (match[groups[2]] ?? ''),
        first: tokensOf(first),
        second: tokensOf(second),
      });
      if (found.length === MOST) return found;
    }
  }
  return found;
});

function shared(a: Tokens, b: Tokens, without: Tokens): number {
  let weight = 0;
  for (const token of a) if (b.has(token) && !without.has(token)) weight += token < FIRST_WORD ? 1 : 2;
  return weight;
}

/** Whether the reply puts the two things of an order of the reference the other way about. */
export function turnsOrder(reference: Reading, reply: Reading): boolean {
  const theirs = ordersOf(reference);
  if (theirs.length === 0) return false;
  return ordersOf(reply).some((ours) =>
    theirs.some(({ by, first, second }) => {
      if (by !== ours.by) return false;
      const common = new Set([...first].filter((token) => second.has(token)));
      const straight = shared(first, ours.first, common) + shared(second, ours.second, common);
      const across = [shared(first, ours.second, common), shared(second, ours.first, common)] as const;
      return across[0] > 0 && across[1] > 0 && across[0] + across[1] >= LEAST_ACROSS && across[0] + across[1] > straight;
    }),
  );
}
