import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../src/dataset/index.js';
import { type Dialogue, familyOf, goldIntents, type TurnRecord } from '../src/schema/index.js';
import { scoreDialogue, scorersFor } from '../src/score/index.js';
import { compile } from './compile.mjs';

const folder = fileURLToPath(new URL('mother-baby', import.meta.url));

async function dialoguesOf(split?: string): Promise<Dialogue[]> {
  const dataset = await openDataset([folder], split === undefined ? {} : { split }, folder);
  const all: Dialogue[] = [];
  for await (const batch of dataset.dialogues()) all.push(...batch);
  return all;
}
const all = await dialoguesOf();
const base = all.filter((dialogue) => dialogue.parent === undefined);

describe('the bundled mother-and-baby dialogues', () => {
  it('are compiled from their source', () => {
    const compiled = compile(folder, 'mother-baby') as { train: string; test: string };
    expect(readFileSync(`${folder}/train.jsonl`, 'utf8')).toBe(compiled.train);
    expect(readFileSync(`${folder}/test.jsonl`, 'utf8')).toBe(compiled.test);
  });

  it('are as many and as varied as their card says', () => {
    expect(base.length).toBeGreaterThanOrEqual(60);
    for (const { turns } of base) {
      expect(turns.length).toBeGreaterThanOrEqual(2);
      expect(turns.length).toBeLessThanOrEqual(6);
    }
    for (const kind of [{ dialect: 'yue' }, { dialect: 'sichuan' }, { dialect: 'dongbei' }, { form: 'abbreviation' }]) {
      const [[name, value]] = Object.entries(kind) as [[string, string]];
      expect(all.filter(({ slices }) => slices?.[name] === value).length, value).toBeGreaterThanOrEqual(20);
    }
  });

  it('use every label of the format', () => {
    const turns = base.flatMap((dialogue) => dialogue.turns);
    const labels = turns.flatMap(({ label }) => (label === undefined ? [] : [label]));
    const uses = {
      severalIntents: labels.filter((l) => (goldIntents(l) ?? []).length > 1),
      outOfScope: labels.filter((l) => goldIntents(l)?.includes('oos')),
      slots: labels.filter((l) => l.slots !== undefined),
      severalReferences: labels.filter((l) => (l.answer?.references?.length ?? 0) > 1),
      unanswerable: labels.filter((l) => l.answer?.answerable === false),
      patterns: labels.filter((l) => l.answer?.nuggets?.some((n) => n.any !== undefined)),
      facts: labels.filter((l) => l.answer?.nuggets?.some((n) => n.fact !== undefined)),
      okayNuggets: labels.filter((l) => l.answer?.nuggets?.some((n) => !n.vital)),
      forbidden: labels.filter((l) => l.answer?.forbidden !== undefined),
      graded: labels.filter((l) => new Set(Object.values(l.products ?? {})).size > 1),
      handoffRequired: labels.filter((l) => l.handoff === 'required'),
      handoffOptional: labels.filter((l) => l.handoff === 'optional'),
      emotion: labels.filter((l) => l.emotion !== undefined && l.emotion_handling !== undefined),
      satisfaction: labels.filter((l) => l.satisfaction !== undefined),
      preferences: base.filter((d) => d.shopper?.preferences !== undefined && d.shopper.weights !== undefined),
      outcome: base.filter((d) => d.outcome !== undefined),
      turnSlices: turns.filter((t) => t.slices !== undefined),
    };
    for (const [use, found] of Object.entries(uses)) expect(found.length, use).toBeGreaterThanOrEqual(5);
  });

  it('keep families whole and apart', async () => {
    const families = async (split: string) => new Set((await dialoguesOf(split)).map(familyOf));
    const [train, test] = [await families('train'), await families('test')];
    expect([...train].filter((family) => test.has(family))).toEqual([]);
    expect(train.size + test.size).toBe(base.length);
    expect(Math.min(train.size, test.size)).toBeGreaterThanOrEqual(20);
  });

  it('share no more than half of their character trigrams between any two base dialogues', () => {
    const trigrams = base.map(({ turns }) => {
      const text = turns.map((turn) => turn.utterance).join('');
      return new Set(Array.from({ length: text.length - 2 }, (_, i) => text.slice(i, i + 3)));
    });
    for (const [i, a] of trigrams.entries()) {
      for (const b of trigrams.slice(i + 1)) {
        const shared = [...a].filter((gram) => b.has(gram)).length;
        expect(shared / Math.min(a.size, b.size)).toBeLessThan(0.5);
      }
    }
  });

  it('have references that their own labels accept: each carries the vital nuggets and asserts nothing forbidden', () => {
    const scorers = scorersFor(['relevance', 'abstention']);
    const rejected: string[] = [];
    let judged = 0;
    for (const dialogue of base) {
      // Without the references in the label: a reply that equals one would pass whatever else it says.
      const strict: Dialogue = {
        ...dialogue,
        turns: dialogue.turns.map((turn) => {
          const { references: _, ...answer } = turn.label?.answer ?? {};
          return { ...turn, label: { ...turn.label, answer } };
        }),
      };
      const most = Math.max(...dialogue.turns.map(({ label }) => label?.answer?.references?.length ?? 0));
      for (let r = 0; r < most; r += 1) {
        const records = dialogue.turns.map(({ label }, turn): TurnRecord => {
          const references = label?.answer?.references ?? [];
          const text = references[Math.min(r, references.length - 1)] as string;
          return { dialogue_id: dialogue.id, turn, trial: 0, status: 'ok', reply: { text }, attempts: 1 };
        });
        for (const { turn, relevance, abstention } of scoreDialogue(strict, records, 0, scorers).turns) {
          const where = `${dialogue.id}/${turn} reference ${r}: `;
          const nuggets = dialogue.turns[turn]?.label?.answer?.nuggets ?? [];
          const reasons = relevance?.reasons.filter((reason) => /(misses|contradicts) vital|forbidden/.test(reason)) ?? [];
          if (relevance?.critical === 1 || (nuggets.length > 0 && reasons.length > 0)) rejected.push(where + reasons.join('; '));
          if (abstention?.fabricated === 1) rejected.push(`${where}counts as fabricated`);
          if (relevance?.nuggets !== undefined) judged += 1;
        }
      }
    }
    expect(rejected).toEqual([]);
    expect(judged).toBeGreaterThan(300);
  });

  it('have a catalogue and an FAQ that stand on their own', () => {
    const lines = (file: string) =>
      readFileSync(`${folder}/${file}`, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    expect(lines('catalogue.jsonl')).toHaveLength(40);
    expect(lines('faq.jsonl').length).toBeGreaterThanOrEqual(30);
    expect(existsSync(`${folder}/README.md`)).toBe(true);
  });
});
