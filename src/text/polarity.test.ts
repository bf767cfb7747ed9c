import { describe, expect, it } from 'vitest';
import { polarityOf } from './text-query.js';

describe('polarityOf', () => {
  it.each([
    ['支持7天无理由退货', '退货', 'asserted'],
    ['不错，支持退货', '支持退货', 'asserted'],
    ['不仅支持退货', '支持退货', 'asserted'],
    ['没问题，可以退', '可以退', 'asserted'],
    ['不用担心可以退', '可以退', 'asserted'],
    ['亲，不好意思，包邮的', '包邮', 'asserted'],
    ['没到6个月先别换2段，喝1段就行', '1段', 'asserted'],
    ['不用换2段就喝1段', '1段', 'asserted'],
    ['没拆封的可以退', '可以退', 'asserted'],
    ['不满99元收8元运费', '8元', 'asserted'],
    ['不是3段是1段', '1段', 'asserted'],
    ['不是不能退', '能退', 'asserted'],
    ['不锈钢材质', '钢', 'asserted'],
    ['奶粉拆封后没有质量问题不支持退换', '不支持退', 'asserted'],
    ['让医生看看是不是过敏', '医生', 'asserted'],
    ['没激活7天内可退', '7天', 'asserted'],
    ['满65岁就不行', '65岁', 'asserted'],
    ['迟到20分钟不能入场', '20分钟', 'asserted'],
    ['No problem, we ship today', 'ship today', 'asserted'],
    ['not only red', 'red', 'asserted'],
  ])('%s: %s is %s', (text, pattern, expected) => {
    expect(polarityOf(text, pattern)).toBe(expected);
  });

  it.each([
    ['不支持7天无理由退货', '退货'],
    ['没有7天那么久', '7天'],
    ['20分钟不行', '20分钟'],
    ['3个月不用换2段', '2段'],
    ['没到6个月先别换2段，喝1段就行', '2段'],
    ['不是3段是1段', '3段'],
    ['不可以减40', '可以减40'],
    ['不能减40', '能减40'],
    ['2段奶粉暂时不适合', '2段'],
    ['1段2段都不适合', '1段'],
    ['今天发不了', '今天发'],
    ['唔使换2段', '2段'],
    ['冇现货', '现货'],
    ['不含酒精、香精', '香精'],
    ['不太建议2段', '2段'],
    ['不是很建议2段', '2段'],
    ['无酒精', '酒精'],
    ['3段是不可以的', '3段'],
    ['换羊奶不一定没事', '没事'],
    ['we do not ship today', 'ship today'],
    ["it doesn't fold", 'fold'],
    ['It is never available', 'available'],
  ])('%s denies %s', (text, pattern) => {
    expect(polarityOf(text, pattern)).toBe('negated');
  });

  it.each([
    ['能不能退', '退'],
    ['可以退吗', '可以退'],
    ['您是要1段还是2段？', '2段'],
    ['有货没', '有货'],
    ['是否支持退货', '支持退货'],
    ['Does it fold?', 'fold'],
  ])('%s asks about %s', (text, pattern) => {
    expect(polarityOf(text, pattern)).toBe('asked');
  });

  it.each([
    ['12段', '2段'],
    ['1.5元', '5元'],
    ['400克', '40'],
    ['ordered', 'red'],
    ['十二段', '二段'],
    ['', '好'],
    ['好', ''],
  ])('%j does not hold %j', (text, pattern) => {
    expect(polarityOf(text, pattern)).toBeUndefined();
  });
});
