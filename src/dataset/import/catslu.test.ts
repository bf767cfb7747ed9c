import { afterEach, describe, expect, it } from 'vitest';
import { imported } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const said = (manual_transcript: string, asr_1best: string, semantic: unknown[] = []) => ({
  manual_transcript,
  asr_1best,
  semantic,
});
const FULL = {
  dlg_id: 'd1',
  utterances: [
    said('去母婴店', '去母鹰店', [
      ['inform', '操作', '导航'],
      ['inform', '终点', '母婴店'],
      ['request', '路线'],
    ]),
    said('好', '好'),
  ],
};
const labels = { intent: ['inform+操作', 'inform+终点', 'request+路线'], slots: { 操作: '导航', 终点: '母婴店' } };

describe('CATSLU', () => {
  it('has the recognised transcript as a variant of the manual one, with its labels', async () => {
    const folder = tempFolder({ 'map/train.json': JSON.stringify([FULL, [said('退出', '退出', [['deny', '操作', '退出']])]]) });
    for (const spec of ['catslu:map', 'catslu:.', '.', 'map/train.json']) {
      const found = await imported(folder, spec, 'train');
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        {
          id: 'd1',
          lang: 'zh-CN',
          slices: { domain: 'map', transcript: 'manual' },
          turns: [{ utterance: '去母婴店', label: labels }, { utterance: '好' }],
        },
        {
          id: 'd1-asr',
          parent: 'd1',
          lang: 'zh-CN',
          slices: { domain: 'map', transcript: 'asr' },
          turns: [{ utterance: '去母鹰店', label: labels }, { utterance: '好' }],
        },
        {
          id: 'map-train-2',
          lang: 'zh-CN',
          slices: { domain: 'map', transcript: 'manual' },
          turns: [{ utterance: '退出', label: { intent: 'deny+操作' } }],
        },
      ]);
    }
  });

  it('counts what nothing was recognised of, or nobody wrote down', async () => {
    const folder = tempFolder({ 'test.json': JSON.stringify([[said('喂', '')], [said('', '喂')], 7]) });
    const found = await imported(folder, 'catslu:test.json');
    expect(found.dialogues).toHaveLength(1);
    expect(found.skipped).toEqual({
      'a recognised dialogue with an utterance of which nothing was recognised': 1,
      'an utterance without a transcript': 1,
      'no dialogue': 2,
    });
  });
});
