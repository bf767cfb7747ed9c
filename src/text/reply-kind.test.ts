import { describe, expect, it } from 'vitest';
import { abstains, asksBack, handsOver, isStockPhrase, questionType, replyFits } from './text-query.js';

describe('questionType', () => {
  it.each([
    ['启衡1段多少钱', 'how-much'],
    ['几多钱', 'how-much'],
    ['好多钱一罐嘛', 'how-much'],
    ['咋卖', 'how-much'],
    ['how much is it', 'how-much'],
    ['有几片', 'how-many'],
    ['多重', 'how-many'],
    ['啥时候发货', 'when'],
    ['几天能到', 'when'],
    ['开罐能放多久', 'when'],
    ['when will it ship', 'when'],
    ['从哪发货', 'where'],
    ['喺边度发货', 'where'],
    ['边个好', 'which'],
    ['喝几段', 'which'],
    ['求推荐新生儿奶瓶', 'which'],
    ['what size should I get', 'which'],
    ['点样泡', 'how'],
    ['咋用', 'how'],
    ['嘎哈用的', 'how'],
    ['点解唔发货', 'why'],
    ['为啥还没到', 'why'],
    ['能退不', 'yes-no'],
    ['包邮吗', 'yes-no'],
    ['有货没', 'yes-no'],
    ['是不是正品', 'yes-no'],
    ['can it fold?', 'yes-no'],
    ['谢谢亲', 'other'],
    ['我要退货', 'other'],
    ['', 'other'],
  ])('%s asks %s', (utterance, expected) => {
    expect(questionType(utterance)).toBe(expected);
  });
});

describe('replyFits', () => {
  it.each([
    ['how-much', '268元一罐', '支持七天无理由退货'],
    ['when', '明天发货', '这款是纯棉的'],
    ['how-many', '一包64片', '我们家质量很好'],
    ['where', '从杭州仓发出', '好的亲'],
    ['how', '先点击我的订单再申请', '谢谢'],
    ['which', '建议选L码', '谢谢光临'],
    ['yes-no', '可以的', '谢谢光临'],
  ] as const)('%s: %s, not %s', (type, fitting, misfit) => {
    expect(replyFits([type], fitting)).toBe(true);
    expect(replyFits([type], misfit)).toBe(false);
  });
});

describe('isStockPhrase', () => {
  it.each([
    '亲，在的，请问有什么可以帮您',
    '详情请咨询客服',
    '亲亲您好欢迎光临牧屿晨旗舰店',
    '亲，有任何问题随时联系我们哦',
    '具体以商品详情页为准哦',
    '您好，请稍等',
    '感谢您的咨询，祝您购物愉快',
    'How can I help you today?',
    'Thank you for contacting us.',
    '😀',
    '',
  ])('%j says nothing', (reply) => {
    expect(isStockPhrase(reply)).toBe(true);
  });

  it.each(['可以退货', '可以的哦', '亲，1段哦', '好的亲，已备注', '宝宝奶粉都是正品', '您好，这款包邮', 'Yes, it folds flat.'])(
    '%j says something',
    (reply) => {
      expect(isStockPhrase(reply)).toBe(false);
    },
  );
});

describe('abstains', () => {
  it.each([
    '天气我这边查不到呢',
    '我不清楚当地天气',
    '暂时无法确认，帮您转人工',
    '这个我不太确定',
    '我帮您核实一下',
    '唔清楚喎',
    '我不晓得哦',
    '目前还不能确定到货时间',
    '抱歉，没有查到相关记录',
    'I am not sure about that',
    'Let me check with the team',
  ])('%s', (reply) => {
    expect(abstains(reply)).toBe(true);
  });

  it.each([
    '支持7天无理由',
    '如果您不清楚可以问我',
    '不知道您家宝宝多大',
    '没有现货了',
    '不能转人工',
    '人工客服在线时间是9:00–22:00',
    '看不到效果',
    '',
  ])('not %j', (reply) => {
    expect(abstains(reply)).toBe(false);
  });

  it('tells a hand-over from not knowing', () => {
    expect(handsOver('帮您转人工客服')).toBe(true);
    expect(handsOver('我不清楚')).toBe(false);
    expect(handsOver('不能转人工')).toBe(false);
  });
});

describe('asksBack', () => {
  it.each(['请问宝宝多大了？', '您家宝宝几个月呢', '麻烦提供一下订单号', 'Which size do you need?', '您是要1段还是2段呢？'])(
    '%s',
    (reply) => {
      expect(asksBack(reply)).toBe(true);
    },
  );

  it.each(['请问有什么可以帮您？', '给您换1段，可以吗？', '1段适合0-6个月', '还有其他问题吗？', ''])('not %j', (reply) => {
    expect(asksBack(reply)).toBe(false);
  });
});
