import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { profileDataset } from '../src/dataset/index.js';
import { ALL_LINT_RULES, lint } from '../src/harness/index.js';
import type { DatasetProfile } from '../src/schema/index.js';
import { compile, SPLITS, splitOf, verticals } from './compile.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const folders: readonly string[] = verticals();
const profiles = new Map<string, DatasetProfile>();
for (const folder of folders) profiles.set(folder, await profileDataset(folder, here));

describe.each(folders)('the bundled dialogues of %s', (folder) => {
  it('are compiled from their source', () => {
    const compiled = compile(join(here, folder), folder) as Record<string, string>;
    for (const split of SPLITS) expect(readFileSync(join(here, folder, `${split}.jsonl`), 'utf8')).toBe(compiled[split]);
  });

  it('pass the linter: nothing is wrong, no number is without a source, no test turn has a twin in train', {
    timeout: 20_000,
  }, async () => {
    const report = await lint(folder, here);
    expect(report.findings.filter(({ severity, rule }) => severity === 'error' || rule === 'ungrounded-number')).toEqual([]);
    expect(report.turns).toBeGreaterThan(0);
  });

  it('have between two and eight turns, and a family in each split', () => {
    const { turnsPerDialogue, splits } = profiles.get(folder) as DatasetProfile;
    expect(turnsPerDialogue?.min).toBeGreaterThanOrEqual(2);
    expect(turnsPerDialogue?.max).toBeLessThanOrEqual(8);
    for (const split of SPLITS) expect(splits[split]?.families, split).toBeGreaterThan(0);
  });

  it('have a card, a catalogue and an FAQ', () => {
    const lines = (file: string) =>
      readFileSync(join(here, folder, file), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    expect(lines('catalogue.jsonl').length).toBeGreaterThanOrEqual(15);
    expect(lines('faq.jsonl').length).toBeGreaterThanOrEqual(15);
    expect(existsSync(join(here, folder, 'README.md'))).toBe(true);
  });
});

describe('the splits', () => {
  it('are drawn by the hash of the family, about 35, 15 and 50 percent', () => {
    const drawn = Array.from({ length: 10_000 }, (_, i) => splitOf(`family-${i}`));
    const share = (split: string) => drawn.filter((one) => one === split).length / drawn.length;
    expect(share('test')).toBeCloseTo(0.5, 1);
    expect(share('dev')).toBeCloseTo(0.15, 1);
    expect(share('train')).toBeCloseTo(0.35, 1);
  });
});

it('every rule of the linter is documented', () => {
  const guide = readFileSync(join(here, '..', 'docs', 'datasets.md'), 'utf8');
  for (const { id } of ALL_LINT_RULES) expect(guide).toContain(`\`${id}\``);
});

it('every folder with dialogues is checked here', () => {
  const withManifest = readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(here, entry.name, 'dataset.yaml')))
    .map(({ name }) => name);
  expect([...folders].sort()).toEqual(withManifest.sort());
});
