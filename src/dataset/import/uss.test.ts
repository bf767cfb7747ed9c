import { afterEach, describe, expect, it } from 'vitest';
import { imported } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const TEXT = [
  'USER\t有货吗\tASK,PRICE\t3,4,2',
  'SYSTEM\t有的\t\t',
  'SYSTEM\t亲\t\t',
  'USER\t好\t\t',
  'USER\tOVERALL\t\t3,3,3\t等太久',
  '',
  'SYSTEM\tHello\t\t',
  'USER\tbye\tOTHER\t5',
  'USER\t\tOTHER\t5',
  '',
  'SYSTEM\tonly me\t\t',
].join('\n');

describe('USS', () => {
  it('has the mean of the satisfaction; OVERALL is no turn; a blank line ends a dialogue', async () => {
    const folder = tempFolder({ 'u/JDDC.txt': TEXT });
    for (const spec of ['uss:u/JDDC.txt', 'u', 'u/JDDC.txt']) {
      const found = await imported(folder, spec);
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        {
          id: 'JDDC-1',
          lang: 'zh-CN',
          turns: [
            {
              utterance: '有货吗',
              label: { intent: ['ASK', 'PRICE'], satisfaction: 3 },
              gold_reply: '有的\n亲',
              meta: { scores: [3, 4, 2] },
            },
            { utterance: '好' },
          ],
          meta: { satisfaction: 3, scores: [3, 3, 3], explanation: '等太久' },
        },
        {
          id: 'JDDC-2',
          lang: 'en',
          turns: [{ utterance: 'bye', label: { intent: 'OTHER', satisfaction: 5 }, meta: { scores: [5] } }],
          meta: { opening: 'Hello' },
        },
      ]);
      expect(found.rows).toBe(9);
      expect(found.skipped).toEqual({ 'a dialogue without a word of the user': 1, 'no text': 1 });
    }
  });

  it('blames roles and scores, and a line without end', async () => {
    const folder = tempFolder({ 'a.txt': `USER\ta\tb\t6,x\nROBOT\tc\t\t\n${'x'.repeat(17 << 20)}\nUSER\tz\t\t\n` });
    expect((await imported(folder, 'uss:a.txt')).problems).toMatchObject([
      { code: 'E_FIELD', line: 1, field: 'satisfaction', message: 'got "6,x"' },
      { code: 'E_FIELD', line: 2, field: 'role', message: 'is "ROBOT"' },
      { code: 'E_FILE_FORMAT', line: 3, message: expect.stringContaining('16 MiB') },
    ]);
  });
});
