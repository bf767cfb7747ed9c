/** The importers of single-turn corpora, against what their papers publish. */
import { describe, expect } from 'vitest';
import { figuresOf, imported, itOnPublicData } from '../fixtures/imported.js';

describe('published counts', () => {
  itOnPublicData('clinc150/data_full.json', 'CLINC150: 22,500 queries of 150 intents and 1,200 out of scope', async (data) => {
    const found = await imported(data, 'clinc150:clinc150/data_full.json');
    expect([found.problems, found.skipped]).toEqual([[], {}]);
    expect(figuresOf(found)).toEqual({ dialogues: 22_500 + 1200, turns: 23_700, intents: 151 });
  });

  itOnPublicData('banking77', 'BANKING77: 13,083 queries, 77 intents', async (data) => {
    const found = await imported(data, 'banking77:banking77');
    expect([found.problems, found.skipped]).toEqual([[], {}]);
    expect(figuresOf(found)).toEqual({ dialogues: 13_083, turns: 13_083, intents: 77 });
    expect((await imported(data, 'banking77:banking77', 'test')).dialogues).toHaveLength(3080);
  });

  itOnPublicData('bitext', 'Bitext: 6,480 rows, 27 intents, each row in one part', async (data) => {
    const found = await imported(data, 'bitext');
    expect([found.problems, found.skipped]).toEqual([[], {}]);
    expect(figuresOf(found)).toEqual({ dialogues: 6480, turns: 6480, intents: 27 });
  });
});
