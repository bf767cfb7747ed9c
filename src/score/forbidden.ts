/** Forbidden claims: which of them a reply asserts. A denied claim or a question asserts nothing; a bare mention does. */
import { equalFacts, findOccurrences, type Reading } from '../text/index.js';
import type { ClaimForm } from './answer-form.js';

/** 只有满5000元才可以开专票 consents to nothing without its condition. */
function isRestricted({ form }: Reading, start: number): boolean {
  return start > 0 && form[start - 1] === '才';
}

function isAsserted({ text, fact }: ClaimForm, reply: Reading): boolean {
  if (findOccurrences(reply, text).some(({ polarity, start }) => polarity === 'asserted' && !isRestricted(reply, start)))
    return true;
  if (fact === undefined) return false;
  return reply.statedFacts.some((stated) => {
    if (stated.polarity !== 'asserted') return false;
    if (equalFacts(stated.fact, fact)) return true;
    const within = stated.fact.low <= fact.low && fact.high <= stated.fact.high;
    return fact.dimension === 'stage' && stated.fact.dimension === 'stage' && stated.fact.kind === 'range' && within;
  });
}

/** The claims, as labelled, that the reply asserts. */
export function assertedClaims(forbidden: readonly ClaimForm[], reply: Reading): readonly string[] {
  return forbidden.filter((claim) => isAsserted(claim, reply)).map(({ claim }) => claim);
}
