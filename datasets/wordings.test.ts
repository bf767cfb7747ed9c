import { describe, expect, it } from 'vitest';
import type { Nugget } from '../src/schema/index.js';
import { answerForm } from '../src/score/answer-form.js';
import { findNuggets } from '../src/score/nuggets.js';
import { read } from '../src/text/index.js';
import { nugget } from './compile.mjs';
import { wordings } from './wordings.mjs';

/** Whether a reply carries the nugget that a source writes so. */
function carries(written: string, reply: string): boolean {
  const answer = answerForm({ references: [], nuggets: [nugget(written) as Nugget] });
  const [finding] = findNuggets({ reply: read(reply), utterance: read(''), answer, state: {} });
  return finding?.credit === 1;
}

describe('the shared wordings', () => {
  it('leave a plain pattern as it is', () => {
    expect(wordings('不退')).toEqual(['不退']);
  });

  it('stand beside patterns of a turn, each once', () => {
    expect(nugget('no: 退不了|@cannot:退').any).toContain('不能给您退');
    const { any } = nugget('no: 退不了|@cannot:退/换') as { any: string[] };
    expect(any[0]).toBe('退不了');
    expect(any.filter((pattern) => pattern === '退不了')).toHaveLength(1);
    expect(any).toContain('换不成');
  });

  it('take in the lists that they name', () => {
    expect(wordings('@outside')).toEqual(expect.arrayContaining(['帮不上', '不清楚']));
  });

  it('name what there is when there is no such list', () => {
    expect(() => wordings('@canot:退')).toThrow(/@canot:退.*@cannot:verb/);
    expect(() => wordings('@sorry:退')).toThrow('@sorry:退');
  });

  it('refuse a verb whose mere mention would count as a claim', () => {
    expect(() => wordings('@cannot:货到付款')).toThrow('货到付款');
  });

  it.each([
    ['!no: @cannot:退', '抱歉，开了罐就没办法退了', '没问题，可以给您退'],
    ['!no: @cannot:用', '这张券用不上', '不用担心，可以用'],
    ['!no: @cannot:加急', '偏远地区加急不了', '可以加急'],
    ['!unknown: @unknown', '这个资料里没提', '明天上午十点到'],
    ['!decline: @outside', '写诗我可不在行', '床前明月光，疑是地上霜'],
    ['!human: @human', '马上给您转真人', '您自己再看看'],
    ['!stop: @stop:推', '这台车先别推了', '可以接着推'],
    ['!yes: @can:换', '能帮您换', '不能换'],
    ['!freight: @we-pay', '运费您一分不用出', '运费自理'],
    ['!freight: @you-pay', '寄回的邮费得由您来付', '运费我们承担'],
    ['!no: @cannot-en:return', "I'm afraid we won't be able to return it", 'yes, you can return it'],
    ['!unknown: @unknown-en', "that isn't listed anywhere I can look", 'it is 40 cm wide'],
    ['!out: @sold-out-en', "that size isn't in stock just now", 'we have it in navy'],
    ['!none: @not-carried-en', "we don't stock kayaks", 'the kayak is £400'],
    ['!pick: @pick-en:Ridge', "I'd go for the Ridge", 'the Drizzle will do'],
    ['!no: @no-discount-en', "it doesn't count towards the £60", '£10 comes off'],
    ['!no: @no-return-en', "once unsealed it can't come back", 'send it back within 30 days'],
    ['!gone: @no-recall-en', "a parcel that has left can't be recalled", "I've cancelled it"],
    ['!no: @no-match-en', 'our prices are fixed', 'we match £95'],
    ['!no: @no-reserve-en', "we can't hold one for you", 'one is put aside for you'],
    ['!ukonly: @uk-only-en', 'we only post to addresses in the UK', 'we ship to Ohio'],
    ['!slip: @no-price-en', 'the slip shows no prices', 'the bill is in the box'],
  ])('%s is carried by an ordinary wording, and not by the opposite', (written, right, wrong) => {
    expect(carries(written, right)).toBe(true);
    expect(carries(written, wrong)).toBe(false);
  });
});
