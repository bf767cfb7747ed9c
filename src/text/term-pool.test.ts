import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { jddc } from './fixtures/jddc.js';
import { TermPool } from './term-pool.js';

describe('TermPool', () => {
  it('is the cosine of TF-IDF vectors', () => {
    // By hand: the pool has 1 text with 甲 and 乙, 1 with 甲 and 丙. idf(甲) = ln(3/3)+1 = 1; all else ln(3/2)+1.
    const pool = new TermPool(['甲乙', '甲丙']);
    const rare = Math.log(1.5) + 1;
    const square = 1 + rare ** 2 + (0.5 * rare) ** 2;
    expect(pool.similarity('甲乙', '甲丙')).toBeCloseTo(1 / square, 12);
  });

  it('is 1 with itself, symmetric, and 0 without content', () => {
    const pool = new TermPool(['什么时候发货', '可以退货吗']);
    expect(pool.similarity('可以退货吗', '可以退货吗')).toBeCloseTo(1, 12);
    expect(pool.similarity('什么时候发货', '可以退货吗')).toBe(pool.similarity('可以退货吗', '什么时候发货'));
    expect(pool.similarity('', '可以退货吗')).toBe(0);
    expect(pool.similarity('！？', '！？')).toBe(0);
  });

  it('brings together what is said of one thing in other words', () => {
    const pool = new TermPool(['包裹到哪了', '快递还没来', '我想要换个颜色', '这件多少钱']);
    expect(pool.similarity('包裹到哪了', '快递还没来')).toBeGreaterThan(pool.similarity('包裹到哪了', '这件多少钱'));
  });

  it('weighs all terms alike on an empty pool', () => {
    expect(new TermPool([]).similarity('甲', '甲')).toBe(1);
  });
});

const folder = fileURLToPath(new URL('../../../shared/data/jddc-select', import.meta.url));

describe.skipIf(!existsSync(folder))('on JDDC (skipped where ../shared/data/jddc-select is absent)', () => {
  it('follows human similarity better than plain TF-IDF over characters and pairs, .7356', () => {
    const { spearman } = jddc(folder);
    expect(spearman['all pairs']).toBeGreaterThanOrEqual(0.76);
    expect(spearman['half held out']).toBeGreaterThanOrEqual(0.76);
  });
});
