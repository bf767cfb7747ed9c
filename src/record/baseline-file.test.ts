import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Baseline, DialogueScore, HarnessError } from '../schema/index.js';
import { readBaseline, scoresChecksum, writeBaseline } from './baseline-file.js';
import { idHash, ScoreColumnsWriter, storedScores } from './score-columns.js';

const folder = mkdtempSync(join(tmpdir(), 'shopreplay-baseline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const exposed = { text: true, intents: true, slots: false, products: false, handoff: false, emotion: false };
const scores: DialogueScore[] = [
  {
    family: 'mb-1',
    slices: [['dialect=yue'], ['dialect=yue', 'stage=pre-sale']],
    turns: [
      {
        dialogue_id: 'mb-1-yue',
        turn: 0,
        trial: 0,
        status: 'ok',
        exposed,
        latencyMs: 12.345678901,
        intent: { gold: ['price.ask'], predicted: ['oos', 'price.ask'], correct: 0, confidence: 0.1 },
        relevance: { value: 0.1, pass: 0, critical: 1, offTopic: 0, reasons: ['says 张三的电话13800000000'] },
      },
      { dialogue_id: 'mb-1-yue', turn: 1, trial: 0, status: 'timeout', exposed: { ...exposed, text: false } },
    ],
    match: 0.25,
  },
  {
    family: 'mb-2',
    slices: [[]],
    turns: [
      {
        dialogue_id: 'mb-2',
        turn: 0,
        trial: 0,
        status: 'ok',
        exposed,
        latencyMs: 0,
        relevance: { value: 1, pass: 1, critical: 0, offTopic: 0, reasons: [] },
      },
    ],
  },
];

function baseline(): Baseline {
  const writer = new ScoreColumnsWriter();
  for (const score of scores) writer.add(score);
  const stored = writer.finish();
  return {
    kind: 'shopreplay-baseline',
    format_version: 1,
    harness_version: '0.1.0',
    bot: 'guide',
    dataset: { name: 'd', digest: 'sha256:0', selection: 'everything' },
    history: 'gold',
    trials: 1,
    load: 'closed',
    metrics: ['intent.accuracy'],
    scorers: { intent: 'intent:v1' },
    scores: stored,
    checksum: scoresChecksum(stored),
  };
}

async function pinned(): Promise<string> {
  const path = join(folder, `${Math.random()}.json`);
  await writeBaseline(path, baseline());
  return path;
}

async function refusal(path: string): Promise<HarnessError> {
  return readBaseline(path, 'pin.json').then(
    () => expect.fail('was read'),
    (error) => error,
  );
}

describe('a pinned baseline', () => {
  it('gives the scores back, with hashes for ids and without reasons', async () => {
    const read = storedScores((await readBaseline(await pinned())).scores);
    expect(read).toHaveLength(2);
    expect(read[0]?.family).toBe(idHash('mb-1'));
    expect(read[0]?.slices).toEqual(scores[0]?.slices);
    expect(read[0]?.match).toBe(0.25);
    const [first, second] = scores[0]?.turns ?? [];
    const id = { dialogue_id: idHash('mb-1-yue') };
    expect(read[0]?.turns[0]).toEqual({ ...first, ...id, relevance: { ...first?.relevance, reasons: [] } });
    expect(read[0]?.turns[1]).toEqual({ ...second, ...id });
  });

  it('holds no reason, no id and nothing else that was said', async () => {
    const text = readFileSync(await pinned(), 'utf8');
    for (const secret of ['13800000000', '张三', 'mb-1', 'mb-2']) expect(text).not.toContain(secret);
    expect(text).toContain('price.ask');
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['torn', (text) => text.slice(0, text.length / 2), /torn/],
    ['of another kind', () => '{"format_version":1,"bots":{}}', /is not a pinned baseline/],
    ['null', () => 'null', /is not a pinned baseline/],
    ['of a newer version', (text) => text.replace('"format_version":1', '"format_version":2'), /format version 2/],
    ['changed by hand', (text) => text.replace('0.25', '0.75'), /changed after it was pinned/],
    ['with columns of unequal length', (text) => text.replace('"set":[', '"set":[0,'), /differ in length/],
    ['with a position that leads nowhere', (text) => text.replace(/"family":\[0/, '"family":[9'), /leads nowhere/],
    ['with a path into the prototype', (text) => text.replace('"path":"status"', '"path":"__proto__.x"'), /./],
  ])('that is %s is refused', async (_, spoil, message) => {
    const path = await pinned();
    writeFileSync(path, spoil(readFileSync(path, 'utf8')));
    const error = await refusal(path);
    expect(error.code).toBe('E_BASELINE');
    expect(error.message).toMatch(message);
    expect(error.message).toContain('pin.json');
  });

  it('that is missing says how to make one', async () => {
    const error = await refusal(join(folder, 'none.json'));
    expect(error.code).toBe('E_FILE_MISSING');
    expect(error.message).toContain('--pin');
  });
});
