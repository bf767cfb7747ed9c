import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dialogues, REPO, scriptedBot, useWorkspace } from './fixtures/command.js';

const work = useWorkspace();

const CLINC = JSON.stringify({
  train: [
    ['在吗', 'greet'],
    ['邮费多少', 'fee'],
  ],
  oos_train: [['天气如何', 'oos']],
  test: [
    ['包邮吗', 'fee'],
    ['', 'fee'],
  ],
});
const valuesIn = (name: string): unknown[] =>
  work()
    .read(name)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const TASKS = JSON.stringify([{ id: '1', user_scenario: { instructions: 'You want a bear.' } }]);

describe('dataset convert', () => {
  it('writes a folder with a file a split, and says what became what and what was left out', async () => {
    work().write('data_full.json', CLINC);
    const { code, stdout } = await work().run('dataset', 'convert', 'data_full.json', 'out/clinc');
    expect(code).toBe(0);
    expect(readdirSync(work().path('out/clinc')).sort()).toEqual([
      'dataset.yaml',
      'oos_train.jsonl',
      'test.jsonl',
      'train.jsonl',
    ]);
    const manifest = parse(work().read('out/clinc/dataset.yaml'));
    expect(manifest.splits['train+oos']).toEqual(['train.jsonl', 'oos_train.jsonl']);
    expect(manifest).toMatchObject({ name: 'data_full', provenance: expect.stringContaining('clinc150 (importer version 1)') });
    expect(stdout).toMatch(/clinc150 becomes\n {2}\[text, intent\] of a split {2,}a dialogue of one turn/);
    expect(stdout).toContain('1 row left out: not a pair of text and intent');
    expect(stdout).toMatch(/\n5 rows → 4 dialogues, 4 turns, 3 intents\n$/);
    // What was written is a dataset like any other.
    const stats = await work().run('dataset', 'stats', 'out/clinc', '--format', 'json');
    expect(JSON.parse(stats.stdout)).toMatchObject({
      all: { turns: 4 },
      splits: { 'train+oos': { turns: 3 }, test: { turns: 1 } },
    });
  });

  it('writes one file, of one split, as JSON lines or as a spreadsheet that reads back', async () => {
    work().write('data_full.json', CLINC);
    for (const name of ['a.jsonl', 'a.csv', 'a.tsv']) {
      const args = ['dataset', 'convert', 'clinc150:data_full.json', name, '--split', 'train', '--format', 'json'];
      const made = JSON.parse((await work().run(...args)).stdout);
      expect(made).toMatchObject({ dialogues: 2, files: { [name]: 2 }, format: { id: 'clinc150' } });
      const back = await work().run('dataset', 'convert', name, `back-${name}.jsonl`);
      expect(back.code).toBe(0);
      expect(valuesIn(`back-${name}.jsonl`)).toEqual(valuesIn('back-a.jsonl.jsonl'));
    }
  });

  it('says what a spreadsheet cannot hold', async () => {
    work().write('tasks.json', TASKS);
    const { stdout } = await work().run('dataset', 'convert', 'tasks.json', 'a.csv');
    expect(stdout).toContain('dropped 1 time, for the form has no place for it: turns.meta');
    expect(stdout).toContain('Note: scenarios, not transcripts');
  });

  it('keeps the manifest, catalogue and FAQ of a folder of ours', async () => {
    const from = join(REPO, 'datasets/mother-baby');
    expect((await work().run('dataset', 'convert', from, 'copy')).code).toBe(0);
    const [before, after] = [from, work().path('copy')].map((folder) =>
      parse(readFileSync(join(folder, 'dataset.yaml'), 'utf8')),
    );
    expect(after).toEqual({ ...before, catalogue: expect.any(String), faq: expect.any(String) });
    for (const split of ['dev', 'test', 'train']) {
      const [a, b] = [from, work().path('copy')].map((folder) => readFileSync(join(folder, `${split}.jsonl`), 'utf8'));
      expect(b?.split('\n').map((line) => (line === '' ? line : JSON.parse(line)))).toEqual(
        a?.split('\n').map((line) => (line === '' ? line : JSON.parse(line))),
      );
    }
  });

  it('writes over nothing without --force, and leaves nothing half done', async () => {
    work().write('data_full.json', CLINC);
    work().write('a.jsonl', dialogues(1));
    const before = work().read('a.jsonl');
    const refused = await work().run('dataset', 'convert', 'data_full.json', 'a.jsonl');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/E_OUTPUT a\.jsonl: it is there already.*--force/)]);
    expect(work().read('a.jsonl')).toBe(before);
    // A source onto itself: read to its end before it is replaced.
    expect((await work().run('dataset', 'convert', 'a.jsonl', 'a.jsonl', '--force')).code).toBe(0);
    expect(JSON.parse(work().read('a.jsonl'))).toEqual(JSON.parse(before));
    work().write('bad.jsonl', `${dialogues(1)}{"id": 1}\n`);
    const bad = await work().run('dataset', 'convert', 'bad.jsonl', 'a.jsonl', '--force');
    expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining('bad.jsonl:2')]);
    expect(JSON.parse(work().read('a.jsonl'))).toEqual(JSON.parse(before));
    expect(readdirSync(work().folder).filter((name) => name.includes('.tmp'))).toEqual([]);
    mkdirSync(work().path('full'));
    work().write('full/notes.txt', 'mine');
    expect((await work().run('dataset', 'convert', 'data_full.json', 'full', '--force')).code).toBe(0);
    expect(readdirSync(work().path('full'))).toContain('notes.txt');
  });

  it.each([
    ['nothing to convert', [], /E_USAGE nothing to convert is named/],
    ['no target', ['d.jsonl'], /E_USAGE where to write/],
    ['an unknown format', ['clink150:d.jsonl', 'o'], /E_USAGE .*no format "clink150".*did you mean "clinc150"/],
    ['a form that is not written', ['d.jsonl', 'o.xlsx'], /E_USAGE o\.xlsx: "\.xlsx" is no form/],
    ['a folder where a file is', ['d.jsonl', 'e9'], /E_OUTPUT e9: there is a file of that name/],
    ['an empty source', ['empty.jsonl', 'o'], /E_EMPTY_DATASET empty\.jsonl/],
    ['an unknown split', ['d.jsonl', 'o', '--split', 'x'], /E_UNKNOWN_SPLIT/],
  ])('exits with 2 on %s', async (_, args, message) => {
    work().write('d.jsonl', dialogues(1));
    work().write('e9', '');
    work().write('empty.jsonl', '');
    const { code, stderr } = await work().run('dataset', 'convert', ...args, ...(args[1] === 'e9' ? ['--force'] : []));
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(readdirSync(work().folder)).not.toContain('o');
  });

  it('lists the formats', async () => {
    const formats = JSON.parse((await work().run('dataset', 'convert', '--formats', '--format', 'json')).stdout);
    expect(formats.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(['clinc150', 'table', 'tau2']));
    const text = (await work().run('dataset', 'convert', '--formats')).stdout;
    expect(text).toMatch(/\nbanking77\n {2}BANKING77: /);
    expect(text).toMatch(/\?utterance= {2,}column: what the shopper says/);
  });
});

describe('a foreign dataset that is run, linted and counted', () => {
  it('tells what was left out: on stderr, in the reports, and again when it is scored again', async () => {
    work().write('data_full.json', CLINC);
    work().write('bot.js', scriptedBot());
    const line = '1 row left out: not a pair of text and intent';
    const run = await work().run('run', '-d', 'data_full.json', '-b', './bot.js', '-o', 'out', '--no-progress');
    expect([run.code, run.stderr]).toEqual([0, expect.stringContaining(`data_full.json: ${line}`)]);
    expect(work().summaryOf('out').notes).toEqual([line]);
    expect(work().read('out/report.md')).toContain(line);
    const before = work().read('out/summary.json');
    expect((await work().run('score', 'out')).code).toBe(0);
    expect(work().read('out/summary.json')).toBe(before);
    const lint = await work().run('dataset', 'lint', 'data_full.json');
    expect(lint.stdout).toContain(line);
    for (const command of ['lint', 'stats']) {
      const { stdout } = await work().run('dataset', command, 'data_full.json', '--format', 'json');
      expect(JSON.parse(stdout).skipped).toEqual({ 'not a pair of text and intent': 1 });
    }
    expect((await work().run('dataset', 'stats', 'data_full.json')).stdout).toContain(line);
  });

  it('is one among several paths, where its shape gives it away', async () => {
    work().write('data_full.json', CLINC);
    work().write('d.jsonl', dialogues(1));
    work().write('notes.json', '{}');
    const { stdout } = await work().run('dataset', 'stats', 'data_full.json', 'd.jsonl', 'notes.json', '--format', 'json');
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).dataset),
    ).toEqual(['data_full.json', 'd.jsonl']);
  });

  it('says what must be known of scenarios', async () => {
    work().write('tasks.json', TASKS);
    work().write('bot.js', scriptedBot());
    const { stderr } = await work().run('run', '-d', 'tau2:tasks.json', '-b', './bot.js', '-o', 'out');
    expect(stderr).toContain('tasks.json: scenarios, not transcripts');
    expect(work().summaryOf('out').notes[0]).toContain('scenarios, not transcripts');
  });

  it('may be larger than what is kept in memory, and named from a configuration elsewhere', async () => {
    const text = '长'.repeat(200_000);
    const rows = Array.from({ length: 16 }, (_, i) => JSON.stringify({ q: `${i}${text}` }));
    mkdirSync(work().path('conf'));
    work().write('conf/big.jsonl', `${rows.join('\n')}\n`);
    work().write('bot.js', scriptedBot());
    const config = { datasets: ['table:big.jsonl?utterance=q'], bots: [{ name: 'b', module: '../bot.js' }] };
    work().write('conf/c.json', JSON.stringify(config));
    const { code, stderr } = await work().run('run', '--config', 'conf/c.json', '-o', 'out', '--reporter', 'csv');
    expect([code, stderr]).toEqual([0, expect.stringContaining('big.jsonl: 16 dialogues')]);
    expect((await work().run('score', 'out')).code).toBe(0);
  });
});
