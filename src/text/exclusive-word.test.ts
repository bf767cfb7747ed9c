import { describe, expect, it } from 'vitest';
import { findExclusive } from './exclusive-word.js';

const membersOf = (form: string) => findExclusive(form).map(({ label, phrase }) => [phrase, label.set, label.member] as const);

describe('exclusive words', () => {
  it('of one set are of different members', () => {
    const [first, second] = membersOf('发顺丰,不发中通');
    expect(first?.[1]).toBe(second?.[1]);
    expect(first?.[2]).not.toBe(second?.[2]);
  });

  it('may be spelled in several ways', () => {
    expect(membersOf('周三')[0]?.slice(1)).toEqual(membersOf('礼拜三')[0]?.slice(1));
  });

  it('are none within other words', () => {
    expect(membersOf('白天发红包,大红')).toEqual([]);
  });
});
