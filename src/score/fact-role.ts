/** Fact roles: what a quantity is about, by the words of its clause, so that 开罐1个月内喝完 does not contradict an age. */
import { clauseAt, phrases, type Reading, type TypedFact, WordMask } from '../text/index.js';

/** In order of precedence: fee, reduction, shelf life, delivery, return. */
const words = new WordMask(
  [
    phrases('运费|包装费|手续费|delivery fee|delivery charge'),
    phrases('减|优惠|立省|便宜|返|券|积分|off'),
    phrases('开罐|开封|打开|喝完|吃完|用完|保质|质保|保修|有效期|存放|保存|储存|warranty|shelf'),
    phrases('发货|送达|到货|发出|送到|到达|快递|物流|签收|寄|deliver|ship|arriv'),
    phrases('退|换货|保价|refund|return'),
  ],
  false,
);

/** Roles as a set of bits: one for each list of words, and two more. */
export type FactRoles = number;
const PLAIN: FactRoles = 1 << 5;
export const THRESHOLD: FactRoles = 1 << 6;

const FULL = '满'.charCodeAt(0);
/** No clause is so long; without an end a text of many quantities would be read through for each of them. */
const REACH = 200;

const known = new WeakMap<TypedFact, FactRoles>();

/** The role of a fact in the text that states it: one bit. A fact belongs to one reading, so its role is looked for once. */
export function factRole(reading: Reading, fact: TypedFact): FactRoles {
  let role = known.get(fact);
  if (role === undefined) {
    role = roleOf(reading, fact);
    known.set(fact, role);
  }
  return role;
}

function roleOf({ form, clauses }: Reading, fact: TypedFact): FactRoles {
  if (fact.dimension.startsWith('money') && (fact.kind !== 'point' || form.charCodeAt(fact.start - 1) === FULL)) return THRESHOLD;
  const clause = clauseAt(clauses, fact.start);
  const found = words.of(
    form,
    Math.max(clause?.start ?? 0, fact.start - REACH),
    Math.min(clause?.end ?? form.length, fact.end + REACH),
  );
  return found === 0 ? PLAIN : found & -found;
}

/** Whether a quantity is about a time in which something is to be done, so that a limit is the fact itself. */
export function isTerm(role: FactRoles): boolean {
  return role !== PLAIN && role !== THRESHOLD;
}

/** The roles that a question's words point to. */
export function rolesIn({ form }: Reading): FactRoles {
  return words.of(form);
}
