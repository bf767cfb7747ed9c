/** Answers that a reply gives in place of the reference's: who pays, which one, how much in the end; each right one beside a wrong one. */
import { describe, expect, it } from 'vitest';
import { scoreTurnOf } from './fixtures/one-turn.js';

const judge = (asked: string, reference: string, text: string) => {
  const { relevance } = scoreTurnOf(asked, { answer: { references: [reference] } }, { text });
  if (relevance === undefined) throw new Error('no relevance');
  return relevance;
};

type Row = readonly [what: string, asked: string, reference: string, right: string, wrong: string, why: RegExp];

const ROWS: readonly Row[] = [
  [
    'who pays',
    '换小一号，来回邮费我要出吗',
    '不用您出，首次换货来回运费由店铺承担。',
    '首次换码双程运费店里包了，您直接申请就行',
    '首次换码双程运费您自己出，您直接申请就行',
    /charged where the label says free/,
  ],
  [
    'who pays',
    '包邮吗',
    '包邮，7到10天送达',
    '不收您运费，7到10天到家',
    '运费要您出，7到10天到家',
    /charged where the label says free/,
  ],
  [
    'who pays',
    'Is shipping added on top?',
    'Shipping is free, the coat is $90.',
    'No delivery charge on the coat, $90.',
    'Delivery is charged on the coat, $90.',
    /charged where the label says free/,
  ],
  [
    'which one',
    '油皮选哪款粉底',
    '油皮选控油雾面款，滋润水光款适合干皮。',
    '油皮建议您拿控油雾面那瓶',
    '油皮建议您拿滋润水光那瓶',
    /not what the reference chooses/,
  ],
  [
    'how much in the end',
    '89一包，满200减30，三包多少',
    '三包共267元，满200减30，实付237元。',
    '89×3，再扣三十，实付237元',
    '89×3=267元，不到门槛，实付267元',
    /makes it 267元 where the reference makes it 237元/,
  ],
  [
    'how much in the end',
    'What do I pay for three?',
    'You pay $35: two at $14 and the third at $7.',
    'Thirty-five dollars in all.',
    'Twenty-one dollars in all.',
    /says 21 dollars|makes it 21 dollars/,
  ],
  [
    'which comes first',
    '精华和面霜哪个先涂',
    '先涂精华，再涂面霜。',
    '先上精华液，再上面霜',
    '先上面霜，再上精华液',
    /turns the order/,
  ],
  [
    'which comes first',
    'Serum on first?',
    'Put the serum on before the cream.',
    'The serum goes on before the cream.',
    'The cream goes on before the serum.',
    /turns the order/,
  ],
  [
    'which is the more',
    '两床哪个厚',
    '羊毛被比蚕丝被厚。',
    '羊毛被比蚕丝被要厚不少',
    '蚕丝被比羊毛被要厚不少',
    /turns the order/,
  ],
  [
    'any will do',
    'A款和B款哪个适合白天看',
    'A款更适合，亮度1800流明；B款白天看不清。',
    '白天看A款，亮度1800流明',
    'A款和B款亮度1800流明，白天看哪个都行',
    /leaves the choice open/,
  ],
];

describe('rival answers', () => {
  it.each(ROWS)('%s: %s', (_, asked, reference, right, wrong, why) => {
    const [ours, theirs] = [judge(asked, reference, right), judge(asked, reference, wrong)];
    expect(ours.value).toBeGreaterThan(theirs.value);
    expect(ours.reasons.join('; ')).not.toMatch(why);
    expect(theirs.reasons.join('; ')).toMatch(why);
  });
});

/** Right replies in other words that were once taken for contradictions. */
const RIGHT: readonly (readonly [what: string, asked: string, reference: string, reply: string])[] = [
  [
    'one as an article',
    '二十瓶自带酒收开瓶费吗',
    '不收的，宴席订满3桌，自带酒水的开瓶费全免，二十瓶都可以带来。',
    '您订了三桌，正好到宴席免开瓶费的线，酒尽管带，一瓶也不收',
  ],
  [
    'what is left',
    '五个月能加辅食吗',
    '五个月还早一点哦，一般满6个月再加辅食，先从高铁米粉开始',
    '再等一个月吧，宝宝满6个月开始加辅食比较合适，先选高铁米粉',
  ],
  [
    'the far side of a limit',
    '飞机晚点，演出能改期吗',
    '长夜宴的票不退，改期也要在开演前24小时以上，今晚这场改不了。',
    '演出票不退，离开演不足24小时也改不了期了',
  ],
  [
    'the subject of a denial',
    '为什么快递四天还没到',
    '因为含锂电池不能走空运，只能陆运，一般4到6天到。',
    '里面有锂电池，上不了飞机，只好走汽运，路上得四到六天',
  ],
  ['who comes along', '1米15要票吗', '1.2米以下的儿童免票，1米15的孩子不用买票', '1米15还在免票的身高里，大人带着上车就行'],
];

describe('right replies', () => {
  it.each(RIGHT)('%s: %s', (_, asked, reference, reply) => {
    expect(judge(asked, reference, reply).value).toBeGreaterThan(0.2);
  });
});
