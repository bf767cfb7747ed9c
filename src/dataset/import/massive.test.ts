import { afterEach, describe, expect, it } from 'vitest';
import { imported } from '../fixtures/imported.js';
import { jsonLines, removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const row = (id: string, partition: string, utt: string, annot_utt: string, more: object = {}) => ({
  ...{ id, locale: 'zh-CN', partition, scenario: 'lists', intent: 'lists_add', utt, annot_utt },
  ...more,
});
const ROWS = [
  row('1', 'train', '把 尿布 和 湿巾 加到清单', '把 [item : 尿布] 和 [item : 湿巾] 加到清单'),
  row('2', 'test', '加到清单', '加到清单'),
  row('3', 'test', '', ''),
  row('4', 'other', 'x', 'x'),
];

describe('MASSIVE', () => {
  it('has slots from the marked utterance, and its partitions as splits', async () => {
    const folder = tempFolder({ 'zh-CN.jsonl': jsonLines(...ROWS) });
    for (const spec of ['massive:zh-CN.jsonl', 'massive:.', '.']) {
      const found = await imported(folder, spec);
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        {
          id: 'massive-zh-CN-1',
          lang: 'zh-CN',
          slices: { locale: 'zh-CN', scenario: 'lists' },
          turns: [{ utterance: '把 尿布 和 湿巾 加到清单', label: { intent: 'lists_add', slots: { item: ['尿布', '湿巾'] } } }],
        },
        {
          id: 'massive-zh-CN-2',
          lang: 'zh-CN',
          slices: { locale: 'zh-CN', scenario: 'lists' },
          turns: [{ utterance: '加到清单', label: { intent: 'lists_add' } }],
        },
      ]);
      expect(found.rows).toBe(4);
      expect(found.splits).toEqual([['train'], ['test']]);
      expect(found.skipped).toEqual({ 'no utterance': 1, 'of no known partition': 1 });
    }
  });

  it('blames marks in another text, and places broken JSON', async () => {
    const folder = tempFolder({ 'a.jsonl': `${jsonLines(row('1', 'dev', 'one two', '[n : one] three'))}{"id": \n` });
    expect((await imported(folder, 'massive:a.jsonl', 'dev')).problems).toMatchObject([
      { code: 'E_FIELD', line: 1, field: 'annot_utt', message: expect.stringContaining('one three'), expected: '"one two"' },
      { code: 'E_JSON', line: 2 },
    ]);
  });
});
