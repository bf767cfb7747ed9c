/** Clock sides: on which side of a time of day something is done, as in before 2 pm, by 14:00, 14点前, after 2 pm. */
import type { Reading, TypedFact } from '../text/index.js';

type Side = 'before' | 'after';

const BEFORE_BEFORE = /(?:\b(?:before|by|until|till|no later than|not later than)|不晚于|早于) ?$/;
const AFTER_BEFORE = /(?:\b(?:after|from|since|past)|晚于|过了|超过) ?$/;
const BEFORE_AFTER = /^(?:之前|以前|前|截止)/;
const AFTER_AFTER = /^(?:之后|以后|过后|后|起|开始)/;
const WINDOW = 14;

function sideOf({ form }: Reading, { start, end }: TypedFact): Side | undefined {
  const [before, after] = [form.slice(Math.max(0, start - WINDOW), start), form.slice(end, end + 2)];
  if (BEFORE_BEFORE.test(before) || BEFORE_AFTER.test(after)) return 'before';
  return AFTER_BEFORE.test(before) || AFTER_AFTER.test(after) ? 'after' : undefined;
}

/** A time of day of which the reference says before and the reply after, or the other way about, in the reply's words; `isSame` compares two. */
export function otherSide(
  reference: Reading,
  reply: Reading,
  isSame: (a: TypedFact, b: TypedFact) => boolean,
): TypedFact | undefined {
  return reply.facts.find((fact) => {
    const side = fact.dimension === 'clock' ? sideOf(reply, fact) : undefined;
    if (side === undefined) return false;
    const theirs = reference.facts.filter((other) => isSame(other, fact)).map((other) => sideOf(reference, other));
    return theirs.length > 0 && theirs.every((other) => other !== undefined && other !== side);
  });
}
