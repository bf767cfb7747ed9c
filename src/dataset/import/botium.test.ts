import { afterEach, describe, expect, it } from 'vitest';
import { imported } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const FILES = {
  'c/fee.convo.txt': `Asks for the fee

#begin
PAUSE 10

#me
UTT_FEE

#bot
ANSWER_FEE
INTENT shipping.fee
BUTTONS yes|no

#bot
!包邮

#me
谢谢

#bot
不客气
欢迎再来
`,
  'c/fee.utterances.txt': 'UTT_FEE\n邮费多少\n运费呢\n',
  'c/answer.utterances.txt': 'ANSWER_FEE\n8元\n八块\n',
};
const turns = (utterance: string) => [
  {
    utterance,
    label: { intent: 'shipping.fee', answer: { references: ['8元', '八块'], forbidden: ['包邮'] } },
    gold_reply: '8元',
  },
  { utterance: '谢谢', label: { answer: { references: ['不客气\n欢迎再来'] } }, gold_reply: '不客气\n欢迎再来' },
];

describe('Botium', () => {
  it('has convos, with a variant an example', async () => {
    const folder = tempFolder(FILES);
    for (const spec of ['botium:.', 'botium:c', 'c', 'c/fee.convo.txt']) {
      const found = await imported(folder, spec);
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        { id: 'fee', turns: turns('邮费多少'), meta: { title: 'Asks for the fee' } },
        { id: 'fee-2', parent: 'fee', turns: turns('运费呢'), meta: { title: 'Asks for the fee' } },
      ]);
      expect(found.skipped).toEqual({
        'a line of Botium’s own: BUTTONS': 1,
        'a line of Botium’s own: PAUSE': 1,
        'a section #begin': 1,
      });
    }
  });

  it('knows no other speakers, and needs a word of #me', async () => {
    const folder = tempFolder({ 'a.convo.txt': 't\n\n#cat\nmiau\n', 'b.convo.txt': 't\n\n#bot\nhi\n' });
    const found = await imported(folder, 'botium:.');
    expect(found.problems).toMatchObject([{ code: 'E_FIELD', file: 'a.convo.txt', line: 3, message: 'nobody is known as #cat' }]);
    expect(found.skipped).toEqual({ 'a convo without a word of #me': 1 });
  });
});
