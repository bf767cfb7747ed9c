import { describe, expect, it } from 'vitest';
import { sceneOf } from './fixtures/scene.js';
import { workedSum } from './worked-sum.js';

function worked(reference: string, reply: string, utterance = '怎么算'): boolean | undefined {
  const scene = sceneOf(utterance, { references: [reference] }, reply);
  const [own] = scene.answer.references;
  if (own === undefined) throw new Error('no reference');
  return workedSum(own, scene)?.isRight;
}

describe('a worked sum', () => {
  it.each([
    ['a share of a price', '两件打9折，三件打8折', '100一件的话，两件180', '100一件的话，两件160'],
    ['the share that the reply names', '两件9折，三件8折', '三件8折，300变240', '三件8折，300变270'],
    ['a fee', '按剩余课时退费，扣10%手续费', '比如还剩1000元，退您900元', '比如还剩1000元，退您700元'],
    ['dollars', 'Students get 20% off.', 'A $50 ticket is $40', 'A $50 ticket is $45'],
    ['the highest reduction', '满300减40，满500减80', '您这620的，减完540', '您这620的，减完580'],
    ['the price of one', '精修30张，多修一张20元', '想多修5张另付100元', '想多修5张另付200元'],
    ['an hour', '前30分钟免费，之后每小时5元', '停2个半小时的话收10元', '停2个半小时的话收25元'],
    ['a night', 'Parking is $15 a night.', 'Three nights are $45', 'Three nights are $60'],
    ['what lacks of a limit', '满39元免配送费', '您这单32，还差7块', '您这单42，还差7块'],
  ])('by %s is right or wrong', (_, reference, right, wrong) => {
    expect([worked(reference, right), worked(reference, wrong)]).toEqual([true, false]);
  });

  it.each([
    ['there is no rule', '售价268元', '两罐536元'],
    ['the label says the result', '满300减40，四罐减完1032元', '1072减完1032'],
    ['amounts only stand side by side', '会员打9折', '这款268元，那款128元'],
    ['the first one is the result already', '满1000减100', '1260元已经是满减后的价，680元一天'],
    ['it would be more than all of it', '减8%', '12位合1152元，减8%要1413.12元'],
  ])('is none where %s', (_, reference, reply) => {
    expect(worked(reference, reply)).toBeUndefined();
  });
});
