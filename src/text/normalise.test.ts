import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldWhole } from './character-fold.js';
import { contentText } from './content-text.js';
import { normaliseText } from './normalise.js';
import { factsOf } from './text-query.js';

describe('a full-width comma between digits', () => {
  it('parts two numbers, while an ASCII one may part thousands', () => {
    expect(normaliseText('满300减40，914元')).toBe('满300减40, 914元');
    expect(factsOf('满300减40，914元').at(-1)).toMatchObject({ low: 914, high: 914 });
    expect(factsOf('一共1,299元')).toMatchObject([{ low: 1299 }]);
    expect(normaliseText('好，3个')).toBe('好,3个');
  });
});

describe('normaliseText', () => {
  it.each([
    ['ＡＢＣ１２３，！？～', 'abc123,!?~'],
    ['繁體：這個嬰兒車還有現貨嗎', '繁体:这个婴儿车还有现货吗'],
    ['𠮶个BB車', '𠮶个bb车'],
    ['a\u200bb\ufeffc\u00ad', 'abc'],
    ['  多\t个\n\n空　白  ', '多 个 空 白'],
    ['2㎏ ① Ⅱ段 …', '2kg 1 ii段 ...'],
    ['cafe\u0301 CAFÉ', 'café café'],
    ['\u0000a\u0007', 'a'],
    ['👶🏻', '👶🏻'],
    ['', ''],
  ])('%j → %j', (text, expected) => {
    expect(normaliseText(text)).toBe(expected);
  });

  const anything = fc.string({
    unit: fc.oneof(
      fc.constantFrom('ａ', '車', 'é', '\u0301', '𠮶', '\u200d', ' ', '　', '①', '가', 'Σ'),
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
  });

  it('follows a chain of traditional forms to its end', () => {
    expect(normaliseText('薴麻')).toBe('苎麻');
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
      }),
      { numRuns: 500 },
    );
  });

  it('folds character by character as it folds whole texts', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(normaliseText(text)).toBe(foldWhole(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe('contentText', () => {
  it.each([
    ['亲亲，三个月喝1段哦～😊', '三个月喝1段'],
    ['亲，可以的呢！', '可以的'],
    ['温度40.5°，16:00前，0-6个月，20%', '温度40.5°16:00前0-6个月20%'],
    ['It folds flat, so it fits.', 'it folds flat so it fits'],
    ['亲～～😀', ''],
    ['𠮶个車', '𠮶个车'],
    ['', ''],
  ])('%j → %j', (text, expected) => {
    expect(contentText(text)).toBe(expected);
  });
});
