/** Ordinary right replies that were once read as wrong, each beside a wrong one that must stay wrong. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../schema/index.js';
import { scoreTurnOf } from './fixtures/one-turn.js';

const fact = (quantity: string): Answer => ({ nuggets: [{ id: 'n', vital: true, fact: quantity }] });
const any = (...patterns: string[]): Answer => ({ nuggets: [{ id: 'n', vital: true, any: patterns }] });
const forbid = (claim: string, ...patterns: string[]): Answer => ({ ...any(...patterns), forbidden: [claim] });

type Row = readonly [what: string, asked: string, answer: Answer, right: string, wrong: string];

const ROWS: readonly Row[] = [
  ['what is free is not charged for', '上门收费吗', any('免费', '不收费'), '上门唔使收钱', '上门要收钱'],
  ['没过 N is within N', '收到12天了还能换吗', fact('15天'), '才12天，没过15天，能换', '要30天内才行'],
  ['没过 N is within N', '降价了补不补', fact('7天'), '签收5天没过7天，差价可以退', '签收3天内才退差价'],
  ['没超 N is within N', '还能退吗', fact('15天'), '没超15天都能退', '没超30天都能退'],
  ['不到 N is within N', '还能退吗', fact('7天'), '收货5天不到7天，可以退', '收货5天，不是7天内退'],
  ['没开封 is a state', '没开封能放多久', fact('24个月'), '没开封一共24个月', '没开封放不了24个月'],
  ['未使用 ends at a comma', '能退吗', fact('7天'), '退得掉，未使用、包装完好7天内支持退', '未使用15天内能退'],
  ['未发货 is a state', '能取消吗', any('可取消', '能取消'), '未发货可取消', '未发货不可取消'],
  ['未发货 is a state', '怎么取消', any('取消'), '未发货取消后24小时退款', '未发货也不能取消'],
  ['没保价 is a state', '丢了赔多少', fact('7倍'), '没保价最高赔运费的7倍', '没保价最高赔3倍'],
  ['无电梯 is a state', '三楼怎么收', fact('30元'), '无电梯每层加收30元', '无电梯也不加收30元'],
  ['不够 is a condition', '运费多少', fact('8元'), '满99元包邮，不够收8元', '不收8元运费'],
  ['不认可 ends where we act', '定损不对咋办', any('人工'), '您不认可我马上转人工复核', '这个不转人工'],
  ['不够 ends where it goes on', '人不够怎么办', fact('14天'), '不够最多延后14天', '不能延后14天'],
  ['to stand in for a doctor denies no doctor', '咳嗽吃啥', any('医生'), '客服没法代替医生判断，请去医院', '不用看医生'],
  [
    'A还是B asks',
    'ph是多少',
    forbid('ph是5.5', '没有资料', '资料里没有'),
    '具体pH是5.5还是6，资料里没有',
    '资料里没有，不过pH是5.5',
  ],
  ['an embedded question is talked of', '能吃吗', any('问医生'), '糖尿病能不能吃得问医生', '能不能吃不用问医生'],
  ['an embedded question is talked of', '小床有吗', any('没资料'), '小床店里有没有我没资料', '小床店里有没有呢'],
  ['A×B×C has three lengths', '床多宽', fact('65厘米'), '床是120×65×90厘米', '床是120×75×90厘米'],
  ['A*B*C has three lengths', '床多宽', fact('65厘米'), '床是120*65*90cm', '床是120*75*90cm'],
  [
    '我们没有 behind its topic denies it',
    '能货到付款吗',
    any('没有货到付款', '不支持货到付款', '货到付款没有'),
    '货到付款没有的',
    '货到付款可以的',
  ],
  [
    'a colon before a number parts words',
    '多久取消',
    fact('30分钟'),
    '系统设定：30分钟未付就自动取消',
    '系统设定：60分钟未付就自动取消',
  ],
  ['只能 is no 能', '券能外卖用吗', any('不能用', '堂食'), '只能用于堂食', '外卖能用'],
  ['只能 is no 能', '能排几家', any('不能同时排'), '不能同时排，一个号只能同时排一家', '能同时排两家'],
  ['only then is no consent', '能开专票吗', forbid('可以开专票', '5000元'), '只有满5000元才可以开专票', '可以开专票，不用5000元'],
  ['的是 is said of another thing', '套餐能开专票吗', any('不是宴席', '宴席'), '5000元开专票说的是宴席', '说的是套餐，是婚庆'],
  [
    'a sum needs no unit',
    '一共多少',
    fact('850元'),
    '10小时用车：680+超时120+餐补50=850，停车另算',
    '10小时用车：680+超时120=800元',
  ],
  ['a sum needs no unit', '要消费多少', fact('800元'), '两间一起消费满800即可', '两间一起消费满900元即可'],
  ['a sum needs no unit', '超时加多少', fact('30元'), '超了30分钟，再加30，总共80元', '超了30分钟，再加50元'],
  ['万 needs no 元', '赔多少', fact('500000元'), '本金加利息最高赔50万', '最高赔20万元'],
  ['一米三五 is a length', '多高能玩', fact('135厘米'), '身高一米三五就能玩', '身高一米五五就能玩'],
  ['1米4 is a length', '多高能玩', fact('140厘米以上'), '过山车要求1米4', '过山车要求1米2'],
  ['about so many whole yuan', '退多少', fact('791.33元'), '大约退791元', '大约退701元'],
  ['个人 counts people', '几人开班', fact('4人以上'), '满4个人才开班', '满8个人才开班'],
  ['没到 as a complement', '跑多远', fact('60公里'), '满电六十公里没问题', '六十公里跑不到'],
  ['a number of years', 'How old must one be?', fact('25 years'), 'You must be 25 or older.', 'You must be 30 or older.'],
  ['a sum over several', '每克工费多少', fact('20元'), '每克20，10克就是200块', '每克50元，10克500块'],
];

const judge = (asked: string, answer: Answer, text: string) => scoreTurnOf(asked, { answer }, { text }).relevance;

describe('misreadings', () => {
  it.each(ROWS)('%s: %s', (_, asked, answer, right, wrong) => {
    expect(judge(asked, answer, right), right).toMatchObject({ critical: 0, pass: 1 });
    expect(judge(asked, answer, wrong), wrong).toMatchObject({ pass: 0 });
  });

  it('names five patterns in a reason', () => {
    const reasons = judge('能退吗', any('a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'), '好的')?.reasons;
    expect(reasons?.[0]).toBe('misses vital nugget n (a1|a2|a3|a4|a5 … (+2))');
  });
});
