/** Bare prices: sums that shops write without a unit (680+50=850, 满800即可, 再加30), told by the label's own sum. */
import type { Reading, TypedFact } from '../text/index.js';

const SUM_BEFORE =
  /(?:每.{1,3}|满|够|减|加|收|退|补|付|共|扣|返|抵|赔|花|要|是|才|送|交|给|押|起步价?|定金|押金|凭.{1,3}证|[=+×-]|[,;!?。~\n]|^)$/;
const OPERATOR_AFTER = /^[=+]/;
/** What may follow a sum; anything else would be what the number counts. */
const SUM_AFTER =
  /^(?:$|[,;!?。~\n…()/、=+×\s-]|[即可就才该开能会也都的呢吧啊哦打送减抵起包再以左或本封]|一?[张位份晚间次人瓶盒件套]|那[个款]|每)/;
/** A number as large as this is no other that is also said. */
const BEFORE = 5;
const TELLING = 10_000;

function isSum(form: string, start: number, end: number, value: number): boolean {
  const after = form.slice(end, end + 2);
  if (!SUM_AFTER.test(after)) return false;
  return value >= TELLING || OPERATOR_AFTER.test(after) || SUM_BEFORE.test(form.slice(Math.max(0, start - BEFORE), start));
}

/** Whether the reply asserts the labelled sum of money as a number without its unit. */
export function assertsBareSum(wanted: TypedFact, reply: Reading): boolean {
  if (wanted.dimension !== 'money' || wanted.kind === 'range') return false;
  const sum = wanted.kind === 'at-most' ? wanted.high : wanted.low;
  return reply.bareNumbers.some(({ text, start }) => {
    const end = start + text.length;
    return Number(text) === sum && isSum(reply.form, start, end, sum) && !reply.deniesAt(start, end);
  });
}
