/** Holds the labels against the FAQ: what one entry alone speaks of rests on that entry, and its own answer must not fail the label. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Dialogue } from '../src/schema/index.js';
import { type AnswerForm, answerForm, type NuggetForm } from '../src/score/answer-form.js';
import { assertedClaims } from '../src/score/forbidden.js';
import { CARRIED_AT, findNuggets } from '../src/score/nuggets.js';
import { equalFacts, findOccurrences, type Reading, read } from '../src/text/index.js';
import { SPLITS, verticals } from './compile.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

interface Entry {
  readonly id: string;
  readonly answer: Reading;
}

/** The one entry that names the value of a nugget does so about another matter. */
const ANOTHER_MATTER = new Set([
  'ct-0109/0 drinks: FAQ-20', // who should not drink the rice wine, not what a table includes
  'ct-0217/0 swap: FAQ-21', // has no leek, not what may be swapped in
  're-0127/1 mark: FAQ-26', // "no prices when marked as a gift"
  're-0107/2 unsure: FAQ-02', // no time of day is promised, here no weekday
  're-0219/1 notime: FAQ-02', // "do not deliver on Sundays and cannot promise": the second denial of a clause
  're-0204/2 no: FAQ-14', // "beyond your legal rights", not beyond the size
  'tr-0105/2 no: FAQ-10', // an age not reached, not a sum
]);

/** The entry states for another case (town, product, way of paying) what is wrong in the case of the turn. */
const ANOTHER_CASE = new Set([
  'ct-0102/4 forbids 定金200元: FAQ-05',
  'ct-0104/3 forbids 20:45停止点菜: FAQ-01',
  'ct-0125/3 forbids 有电梯: FAQ-02',
  'ct-0201/2 forbids 不收定金: FAQ-05',
  'ct-0201/2 forbids 定金200元: FAQ-05',
  'ct-0205/1 forbids 在商场4楼: FAQ-02',
  'ct-0205/1 forbids 有电梯: FAQ-02',
  'ct-0213/1 forbids 最低1500元: FAQ-07',
  'ct-0218/0 forbids 送5公里内: FAQ-12',
  'ct-0227/1 forbids 在2楼: FAQ-02',
  'ct-0227/1 forbids 没有电梯: FAQ-02',
  'ed-0101/3 forbids 免费试听: FAQ-01',
  'ed-0115/4 forbids 可以免费重学: FAQ-06',
  'fn-0103/3 forbids 收1%违约金: FAQ-10',
  'fn-0110/2 forbids 收1%违约金: FAQ-10',
]);

function lines<T>(folder: string, file: string): T[] {
  return readFileSync(join(here, folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

function speaksOf({ answer }: Entry, { fact, patterns }: NuggetForm): boolean {
  if (fact !== undefined) return answer.statedFacts.some((stated) => equalFacts(stated.fact, fact));
  return patterns.some(({ text }) => findOccurrences(answer, text).length > 0);
}

/** What the entry's answer, given as the reply, would do wrong by the nugget and the claims of its turn. */
function faultsOf(place: string, nugget: NuggetForm, form: AnswerForm, utterance: string, entry: Entry): string[] {
  const reply = entry.answer;
  const scene = { reply, utterance: read(utterance), answer: { ...form, nuggets: [nugget] }, state: {} };
  const failed = findNuggets(scene).some(({ credit, contradicted }) => credit < CARRIED_AT || contradicted);
  return [
    ...(failed ? [`${place} ${nugget.nugget.id}: ${entry.id}`] : []),
    ...assertedClaims(form.forbidden, reply).map((claim) => `${place} forbids ${claim}: ${entry.id}`),
  ];
}

function hold(folder: string): { readonly rested: number; readonly faults: readonly string[] } {
  const entries = lines<{ id: string; answer: string }>(folder, 'faq.jsonl').map(({ id, answer }) => ({
    id,
    answer: read(answer),
  }));
  const faults = new Set<string>();
  let rested = 0;
  for (const dialogue of SPLITS.flatMap((split) => lines<Dialogue>(folder, `${split}.jsonl`))) {
    if (dialogue.parent !== undefined) continue;
    for (const [turn, { label, utterance }] of dialogue.turns.entries()) {
      const answer = label?.answer;
      if (answer === undefined || answer.answerable === false) continue;
      const form = answerForm(answer);
      for (const nugget of form.nuggets.filter((one) => one.nugget.vital && one.nugget.slot === undefined)) {
        const [entry, ...more] = entries.filter((one) => speaksOf(one, nugget));
        if (entry === undefined || more.length > 0) continue;
        rested += 1;
        for (const fault of faultsOf(`${dialogue.id}/${turn}`, nugget, form, utterance, entry)) faults.add(fault);
      }
    }
  }
  return { rested, faults: [...faults] };
}

describe.each(verticals() as string[])('the FAQ of %s', (folder) => {
  it('carries what rests on one of its entries, and asserts nothing that the turn forbids', { timeout: 20_000 }, () => {
    const { rested, faults } = hold(folder);
    expect(faults.filter((fault) => !ANOTHER_MATTER.has(fault) && !ANOTHER_CASE.has(fault))).toEqual([]);
    expect(rested).toBeGreaterThan(0);
  });
});
