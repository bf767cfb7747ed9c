/** JDDC of DialogueCSE: select.txt and sts.txt. */
import { afterEach, describe, expect, it } from 'vitest';
import { figuresOf, imported, itOnPublicData } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

describe('JDDC sts', () => {
  it('is a text, a reference and how alike they are', async () => {
    const folder = tempFolder({ 'sts.txt': '3\t能退吗\t可以退货么\r\n\n4.5\t在吗\t在不在\nx\ta\tb\n5\t只有一个\n' });
    const found = await imported(folder, 'jddc-sts:sts.txt');
    expect(found.dialogues).toEqual([
      {
        id: 'jddc-sts-1',
        lang: 'zh-CN',
        slices: { similarity: '3' },
        turns: [{ utterance: '能退吗', label: { answer: { references: ['可以退货么'] } }, meta: { similarity: 3 } }],
      },
      {
        id: 'jddc-sts-3',
        lang: 'zh-CN',
        slices: { similarity: '4.5' },
        turns: [{ utterance: '在吗', label: { answer: { references: ['在不在'] } }, meta: { similarity: 4.5 } }],
      },
    ]);
    expect(found.skipped).toEqual({ 'not score and two texts by tabs': 1 });
    expect(found.problems).toMatchObject([{ code: 'E_FIELD', line: 4, field: 'score', message: 'got "x"' }]);
  });

  it('is found in its folder when it is named, and by its file name', async () => {
    const folder = tempFolder({ 'sts.txt': '1\ta\tb\n', 'select.txt': '0\tq\ti\t\t\n' });
    for (const spec of ['jddc-sts:.', 'sts.txt']) expect((await imported(folder, spec)).dialogues[0]?.id).toBe('jddc-sts-1');
    expect((await imported(folder, '.')).dialogues[0]?.id).toBe('jddc-0');
  });

  itOnPublicData('jddc-select/sts.txt', '1,000 pairs', async (data) => {
    const found = await imported(data, 'jddc-sts:jddc-select');
    expect([found.problems, found.skipped]).toEqual([[], {}]);
    expect(figuresOf(found)).toEqual({ dialogues: 1000, turns: 1000, intents: 0 });
  });
});

describe('JDDC select', () => {
  it('counts a line that is none once, whichever part it stands in', async () => {
    const folder = tempFolder({ 'select.txt': '0\tq\ti\t\t\nbroken\n' });
    expect((await imported(folder, 'jddc-select:select.txt')).skipped).toEqual({ 'not id, query and intent by tabs': 1 });
  });

  itOnPublicData('jddc-select/select.txt', '2,094 queries, 51 intents', async (data) => {
    const found = await imported(data, 'jddc-select:jddc-select');
    expect(figuresOf(found)).toEqual({ dialogues: 2094, turns: 2094, intents: 51 });
  });
});
