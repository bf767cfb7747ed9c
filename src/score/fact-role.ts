/** Fact roles: what a quantity is about, by the words of its clause, so that 开罐1个月内喝完 does not contradict an age. */
import type { Reading, TypedFact } from '../text/index.js';

export type FactRole = 'plain' | 'threshold' | 'fee' | 'shelf' | 'delivery' | 'return' | 'reduction';

const ROLES: readonly (readonly [FactRole, RegExp])[] = [
  ['fee', /运费|邮费|快递费|包装费|手续费|shipping fee|postage/],
  ['reduction', /减|优惠|立省|便宜|返|券|积分|off/],
  ['shelf', /开罐|开封|保质|质保|保修|有效期|存放|保存|储存|warranty|shelf/],
  ['delivery', /发货|送达|到货|发出|送到|到达|快递|物流|签收|寄|deliver|ship|arriv/],
  ['return', /退|换货|保价|refund|return/],
];

/** The role of a fact in the text that states it. */
export function factRole({ form, clauses }: Reading, fact: TypedFact): FactRole {
  const clause = clauses.find(({ start, end }) => fact.start >= start && fact.start < end);
  const words = clause === undefined ? form : form.slice(clause.start, clause.end);
  if (fact.dimension.startsWith('money') && (fact.kind !== 'point' || form[fact.start - 1] === '满')) return 'threshold';
  return ROLES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'plain';
}

/** The roles that a question's words point to. */
export function rolesIn({ form }: Reading): ReadonlySet<FactRole> {
  return new Set(ROLES.filter(([, pattern]) => pattern.test(form)).map(([role]) => role));
}
