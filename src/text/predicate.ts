/** Predicates: the common verdict words of shopping talk, each asserted or denied by a text. */
import { PhraseTable, phrases } from './phrase-table.js';
import { polarityAt, type Statement } from './polarity.js';

const VERDICTS = phrases(
  '支持|可以|能|会|有|含|包邮|适合|需要|参加|参与|享受|提供|退换|退货|退|发货|货|现货|正品|赠送|叠加',
  'available|support|supports|can|refundable|returnable|suitable|include|includes|in stock|fit|fits|fold|folds|ship|ships|safe|free',
);

/** Words in which such a character stands by chance. */
const OTHER = phrases(
  '能量|功能|性能|可能|智能|只有|所有|含量|会员|机会|社会|聚会|有点|有些|有时|没有|还有|有什么|发现|发票|使用|用品|用户|费用|用量|适用|专用|常用',
  '用完|信用|饮用|是不是|但是|可是|还是|就是|都是|要是|不是|只是|于是|货到付款|百货|收货|送货|货号|减少|吃惊|退款|换算|发育|发烧|开发|头发',
);

const table = PhraseTable.of<'verdict' | 'other'>({ verdict: VERDICTS, other: OTHER });

/** Words that say the same. */
const SAME: Readonly<Record<string, string>> = {
  能: '可以',
  会: '可以',
  支持: '可以',
  参与: '参加',
  退货: '退',
  退换: '退',
  发货: '发',
  现货: '货',
  can: 'can',
  supports: 'support',
  includes: 'include',
  fits: 'fit',
  folds: 'fold',
  ships: 'ship',
};

/** Verdict words of a text → whether it asserts (true) or denies them; what it does both to is left out. */
export function findVerdicts(statement: Statement): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  const mixed = new Set<string>();
  for (const { label, phrase, start, end } of table.find(statement.form)) {
    if (label === 'other') continue;
    const { polarity, conditional } = polarityAt(statement, start, end);
    if (polarity === 'asked' || conditional) continue;
    const word = SAME[phrase] ?? phrase;
    const asserted = polarity === 'asserted';
    if (found.has(word) && found.get(word) !== asserted) mixed.add(word);
    found.set(word, asserted);
  }
  for (const word of mixed) found.delete(word);
  return found;
}
