/** Stated results: the sum that a text says comes out in the end (实付237元, 到手267.2元, €150 in all). */
import type { Reading, TypedFact } from '../text/index.js';

const BEFORE =
  /(?:实付|到手价?|一共|总共|合计|共计|总价|[只还]?共|最后|最终|应付|算下来|下来|总额|退款|退您?|退你|赔您|赔你|\b(?:total|comes to|altogether|you'd pay|you pay|in all|that's|that makes))(?:是|为|只要|只用|只需|要|付|就是|收|您|你|畀|给| is| of| comes to|:| )*$/;
const AFTER = /^ ?(?:in all|altogether|in total|all in|for the lot)\b/;
const WINDOW = 24;

function resultOf({ form, facts }: Reading): TypedFact | undefined {
  return facts.findLast(
    ({ dimension, kind, start, end }) =>
      kind === 'point' &&
      dimension.startsWith('money') &&
      (BEFORE.test(form.slice(Math.max(0, start - WINDOW), start)) || AFTER.test(form.slice(end, end + WINDOW))),
  );
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-6;
}

/** Both say what comes out, and the reply never states what the reference says: its own result. */
export function otherResult(reference: Reading, reply: Reading): readonly [ours: TypedFact, theirs: TypedFact] | undefined {
  const theirs = resultOf(reference);
  const ours = theirs === undefined ? undefined : resultOf(reply);
  if (theirs === undefined || ours === undefined || theirs.dimension !== ours.dimension) return undefined;
  const states =
    reply.facts.some(({ dimension, low }) => dimension === theirs.dimension && isNear(low, theirs.low)) ||
    reply.bareNumbers.some(({ text }) => isNear(Number(text), theirs.low));
  return states ? undefined : [ours, theirs];
}
