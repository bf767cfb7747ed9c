/** Predicates: the common verdict words of shopping talk, each asserted or denied by a text. */
import { PhraseTable, phrases } from './phrase-table.js';
import { polarityAt, type Statement } from './polarity.js';

const VERDICTS = phrases(
  '支持|可以|能|有|含|包邮|适合|需要|参加|参与|享受|提供|退换|退货|退|发货|货|现货|正品|赠送|叠加|收费|免费',
  'available|support|supports|can|refundable|returnable|suitable|include|includes|in stock|fit|fits|fold|folds|ship|ships|safe|free',
);

/** Words in which such a character stands by chance. */
const OTHER = phrases(
  '能量|功能|性能|可能|智能|只有|所有|含量|会员|机会|社会|聚会|有点|有些|有时|没有|还有|有什么|发现|发票|使用|用品|用户|费用|用量|适用|专用|常用',
  '用完|信用|饮用|是不是|但是|可是|还是|就是|都是|要是|不是|只是|于是|货到付款|百货|收货|送货|货号|减少|吃惊|退款|换算|发育|发烧|开发|头发',
);

/** Words that say the same. */
const SAME: Readonly<Record<string, string>> = {
  能: '可以',
  支持: '可以',
  参与: '参加',
  退货: '退',
  退换: '退',
  发货: '发',
  现货: '货',
  免费: '收费',
  can: 'can',
  supports: 'support',
  includes: 'include',
  fits: 'fit',
  folds: 'fold',
  ships: 'ship',
};

/** Words that say the contrary of their common name. */
const CONTRARY = new Set(['免费']);

/** A verdict word under its common name, with a bit of its own; there are fewer than 32. */
interface Verdict {
  readonly name: string;
  readonly bit: number;
}

const verdicts = new Map<string, Verdict>();

function verdictOf(phrase: string): Verdict {
  const name = SAME[phrase] ?? phrase;
  const verdict = verdicts.get(name) ?? { name, bit: 1 << verdicts.size };
  verdicts.set(name, verdict);
  return verdict;
}

const table = new PhraseTable<(Verdict & { readonly isContrary: boolean }) | undefined>([
  ...VERDICTS.map((phrase) => [{ ...verdictOf(phrase), isContrary: CONTRARY.has(phrase) }, [phrase]] as const),
  [undefined, OTHER],
]);

/** The verdict words of a text, as sets of bits; what it both asserts and denies is in neither. */
export interface Verdicts {
  readonly asserted: number;
  readonly denied: number;
  /** In the order in which they first stand. */
  readonly words: readonly Verdict[];
  /** Each time that one stands, with where, and whether it is asserted; the first {@link MOST_SAID}. */
  readonly said: readonly { readonly bit: number; readonly start: number; readonly end: number; readonly asserted: boolean }[];
}

/** No answer says so many; what a garbled one repeats without end is not held against others each time. */
const MOST_SAID = 40;

const NONE: Verdicts = { asserted: 0, denied: 0, words: [], said: [] };

export function findVerdicts(statement: Statement): Verdicts {
  let words: Verdict[] | undefined;
  const said: Verdicts['said'][number][] = [];
  let asserted = 0;
  let denied = 0;
  for (const { label, start, end } of table.find(statement.form)) {
    if (label === undefined) continue;
    const { polarity, conditional } = polarityAt(statement, start, end);
    // 到期才能取 says when, not that one can.
    if (polarity === 'asked' || conditional || statement.form.slice(Math.max(0, start - 2), start).includes('才')) continue;
    words ??= [];
    if (((asserted | denied) & label.bit) === 0) words.push(label);
    const isAsserted = (polarity === 'asserted') !== label.isContrary;
    if (said.length < MOST_SAID) said.push({ bit: label.bit, start, end, asserted: isAsserted });
    if (isAsserted) asserted |= label.bit;
    else denied |= label.bit;
  }
  if (words === undefined) return NONE;
  const both = asserted & denied;
  return { asserted: asserted & ~both, denied: denied & ~both, words, said };
}
