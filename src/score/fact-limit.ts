/** Fact limits: when a stated limit carries a labelled quantity, and when it is another one. */
import { clauseAt, equalFacts, type Reading, type TypedFact } from '../text/index.js';
import { factCredit } from './fact-credit.js';
import { factRole, isTerm } from './fact-role.js';

/** The number that a limit stands at, as a point. */
function limitOf({ kind, low, high }: TypedFact): { readonly low: number; readonly high: number } {
  const at = kind === 'at-most' ? high : low;
  return { low: at, high: at };
}

/**
 * A limit at another number: 开罐后1年内喝完 holds no 1个月, though a one-month-old is within its first year, and "up to 36 kg" is
 * not the limit of 18 kg; but 9kg, when it is the shopper's own (`isAsked`), fits in 18kg以内.
 */
export function isOtherLimit(wanted: TypedFact, stated: TypedFact, reply: Reading, isAsked: () => boolean): boolean {
  if (wanted.kind !== 'point' || stated.kind === 'point' || stated.kind === 'range') return false;
  if (factCredit({ ...stated, kind: 'point', ...limitOf(stated) }, wanted) === 1) return false;
  return (wanted.dimension === 'age' && isTerm(factRole(reply, stated))) || !isAsked();
}

const LEAST_ASKED = /最少|至少|最低|起码|起批|起订|起送|\bmin(?:imum)?\b|\bat least\b/;
const MOST_ASKED = /最多|最高|最大|上限|\bmax(?:imum)?\b|\blimit\b|\bat most\b|\bup to\b/;
/** What lies below or beyond a limit tells the limit too: 不满50件按零售价, over 5 kg costs more. */
const BEYOND = /[不没未]|少于|低于|小于|超过|超出|大于|高于|多于|under|below|less|over|above|more/;
const NO_MORE = /不超|不多|不高|不大|不少|不低|不小|no more|no less/;

/** Whether the question asks for a least and the reply states a most at that number, or the other way about. */
export function isOppositeLimit({ kind, text }: TypedFact, utterance: Reading): boolean {
  if ((kind !== 'at-most' && kind !== 'at-least') || (BEYOND.test(text) && !NO_MORE.test(text))) return false;
  const [least, most] = [LEAST_ASKED.test(utterance.form), MOST_ASKED.test(utterance.form)];
  return least !== most && (kind === 'at-most' ? least : most);
}

const ABOUT = /大约|大概|左右|上下|差不多|约|近|about|around|roughly|approximately/;

/** 大约791元 for 791.33元: a sum said in whole units, as about so much. */
export function isRounded(wanted: TypedFact, stated: TypedFact, { form, clauses }: Reading): boolean {
  if (wanted.dimension !== 'money' || wanted.dimension !== stated.dimension || wanted.kind !== 'point') return false;
  if (Number.isInteger(wanted.low) || !Number.isInteger(stated.low) || Math.abs(wanted.low - stated.low) >= 1) return false;
  const clause = clauseAt(clauses, stated.start);
  return clause !== undefined && ABOUT.test(form.slice(clause.start, clause.end));
}

/** Whether one of `facts` is the same. */
export function holdsFact(facts: readonly TypedFact[], wanted: TypedFact): boolean {
  for (const fact of facts) if (equalFacts(fact, wanted)) return true;
  return false;
}
