import { afterEach, describe, expect, it } from 'vitest';
import { imported } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const TEST = [
  '1\t在 吗\t在 的 亲\t有 XL 码 吗\t有 的',
  '0\t在 吗\t在 的 亲\t有 XL 码 吗\t不 客气',
  '0\t在 吗\t在 的 亲\t有 XL 码 吗\t再见 big sale',
  '1\t您 好\t包邮 吗\t包邮',
  '0\t退货\t好',
  '0\t退货\t行',
  '1\t\t好',
].join('\n');

describe('E-commerce Dialogue Corpus', () => {
  it('has a dialogue a context, the right candidate as reference and the others in meta', async () => {
    const folder = tempFolder({ 'test.txt': TEST, 'dev.txt': '1\ta\tb' });
    for (const spec of ['ecommerce:.', '.']) {
      const found = await imported(folder, spec, 'test');
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        {
          id: 'test-1',
          lang: 'zh-CN',
          turns: [
            { utterance: '在吗', gold_reply: '在的亲' },
            {
              utterance: '有XL码吗',
              label: { answer: { references: ['有的'] } },
              gold_reply: '有的',
              meta: { other_candidates: ['不客气', '再见big sale'] },
            },
          ],
        },
        {
          id: 'test-2',
          lang: 'zh-CN',
          turns: [{ utterance: '包邮吗', label: { answer: { references: ['包邮'] } }, gold_reply: '包邮' }],
          meta: { opening: '您好' },
        },
      ]);
      expect(found.skipped).toEqual({ 'a context without a right reply': 1, 'no context or no reply': 1 });
      expect(found.rows).toBe(7);
    }
  });

  it('blames a label that is none', async () => {
    const folder = tempFolder({ 'test.txt': '1\ta\tb\n2\ta\tb\n' });
    expect((await imported(folder, 'ecommerce:test.txt')).problems).toMatchObject([
      { code: 'E_FIELD', line: 2, field: 'label', expected: '0 or 1' },
    ]);
  });
});
