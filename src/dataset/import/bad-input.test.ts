/** What is wrong with foreign data is told by code, place and mend: each kind of it, in the formats where it occurs. */
import { closeSync, openSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { imported } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const json = (value: unknown) => JSON.stringify(value, null, 1);
const frame = (span: object) => ({ service: 'Shops_1', slots: [{ slot: 'size', ...span }] });
const sgd = (...turns: object[]) => json([{ dialogue_id: '1_00000', services: ['Shops_1'], turns }]);
const uNeed = (attribute: object) =>
  json([{ sid: 's', dialogue: [{ sender_type: '用户', send_content: '要2段的', attributes: [attribute] }] }]);

interface Wrong {
  readonly spec: string;
  readonly file: string;
  readonly content: string | Uint8Array;
  readonly split?: string;
  readonly problem: { readonly code: string; readonly line?: number; readonly field?: string; readonly message: RegExp };
  readonly mend: RegExp;
}

const KINDS: Readonly<Record<string, readonly Wrong[]>> = {
  'a wrong column': [
    {
      spec: 'table:d.csv?utterance=question',
      file: 'd.csv',
      content: 'id,quesion\n1,有货吗\n',
      problem: { code: 'E_CSV', line: 1, message: /no column "question"/ },
      mend: /did you mean "quesion"/,
    },
    {
      spec: 'table:d.jsonl?utterance=question',
      file: 'd.jsonl',
      content: '{"text":"有货吗"}\n',
      problem: { code: 'E_CSV', line: 1, message: /no column "question"/ },
      mend: /name one of these, or rename the column/,
    },
    {
      spec: 'banking77:test.csv',
      file: 'test.csv',
      content: 'text,label\nhi,a\n',
      problem: { code: 'E_CSV', line: 1, message: /no column "category"/ },
      mend: /name one of these/,
    },
  ],
  'a missing split': [
    {
      spec: 'banking77:.',
      split: 'dev',
      file: 'test.csv',
      content: 'text,category\nhi,a\n',
      problem: { code: 'E_UNKNOWN_SPLIT', message: /no split "dev"/ },
      mend: /name one of them/,
    },
    {
      spec: 'tau2:tasks.json',
      split: 'test',
      file: 'tasks.json',
      content: '[]',
      problem: { code: 'E_UNKNOWN_SPLIT', message: /no split "test"/ },
      mend: /leave --split out/,
    },
  ],
  'offsets that do not match the text': [
    {
      spec: 'sgd:dialogues_001.json',
      file: 'dialogues_001.json',
      content: sgd({ speaker: 'USER', utterance: 'size 2', frames: [frame({ start: 5, exclusive_end: 9 })] }),
      problem: { code: 'E_FIELD', line: 2, field: 'turns[0].frames.slots.size', message: /\[5, 9\] lies outside/ },
      mend: /correct the offsets/,
    },
    {
      spec: 'multiwoz22:dialogues_001.json',
      file: 'dialogues_001.json',
      content: sgd({ speaker: 'USER', utterance: 'size 2', frames: [frame({ start: 0, exclusive_end: 4, value: '2' })] }),
      problem: { code: 'E_FIELD', line: 2, field: 'turns[0].frames.slots.size', message: /\[0, 4\] is "size"/ },
      mend: /correct the offsets/,
    },
    {
      spec: 'nlupp:fold0.json',
      file: 'fold0.json',
      content: json([{ text: 'for friday', slots: { day: { text: 'friday', span: [3, 9] } } }]),
      problem: { code: 'E_FIELD', line: 2, field: 'slots.day', message: /\[3, 9\] is " frida"/ },
      mend: /correct the offsets/,
    },
    {
      spec: 'u-need:d.json',
      file: 'd.json',
      content: uNeed({ key: '段位', value: '2段', start: 1, exclusive_end: 30 }),
      problem: { code: 'E_FIELD', line: 2, field: 'dialogue[0].attributes.段位', message: /\[1, 30\] lies outside/ },
      mend: /correct the offsets/,
    },
    {
      spec: 'massive:zh-CN.jsonl',
      file: 'zh-CN.jsonl',
      content: `${JSON.stringify({ id: '0', locale: 'zh-CN', partition: 'test', utt: '五点叫我', annot_utt: '[time : 六点] 叫我' })}\n`,
      problem: { code: 'E_FIELD', line: 1, field: 'annot_utt', message: /without its marks/ },
      mend: /correct it in the file/,
    },
  ],
  'roles that alternate wrongly': [
    {
      spec: 'crosswoz:val.json',
      file: 'val.json',
      content: json({
        1: {
          messages: [
            { role: 'usr', content: '你好' },
            { role: 'usr', content: '在吗' },
          ],
        },
      }),
      problem: { code: 'E_FIELD', line: 2, field: 'messages[1].role', message: /is "usr"/ },
      mend: /one utterance, or take the dialogue out/,
    },
    {
      spec: 'sgd:dialogues_001.json',
      file: 'dialogues_001.json',
      content: sgd({ speaker: 'SYSTEM', utterance: 'hi' }),
      problem: { code: 'E_FIELD', line: 2, field: 'turns[0].speaker', message: /is "SYSTEM"/ },
      mend: /one utterance, or take the dialogue out/,
    },
    {
      spec: 'uss:JDDC.txt',
      file: 'JDDC.txt',
      content: 'USER\t在吗\tGREET\t3\nSHOP\t在的\t\t\n',
      problem: { code: 'E_FIELD', line: 2, field: 'role', message: /is "SHOP"/ },
      mend: /correct the line/,
    },
  ],
  'mixed encodings': [
    {
      spec: 'table:d.csv?utterance=q',
      file: 'd.csv',
      content: Buffer.concat([Buffer.from('q\n有货吗\n'), Buffer.from([0xba, 0xc3, 0x0a])]),
      problem: { code: 'E_ENCODING', line: 3, message: /UTF-8/ },
      mend: /one encoding|convert/,
    },
    {
      spec: 'uss:JDDC.txt',
      file: 'JDDC.txt',
      content: Buffer.concat([Buffer.from('USER\t在吗\tGREET\t3\nSYSTEM\t'), Buffer.from([0xba, 0xc3]), Buffer.from('\t\t\n')]),
      problem: { code: 'E_ENCODING', line: 2, message: /byte 0xBA at offset 27/ },
      mend: /iconv/,
    },
    {
      spec: 'crosswoz:val.json',
      file: 'val.json',
      content: Buffer.concat([Buffer.from('{\n"1": {"task description": "'), Buffer.from([0xba, 0xc3]), Buffer.from('"}}')]),
      problem: { code: 'E_ENCODING', line: 2, message: /not UTF-8/ },
      mend: /iconv/,
    },
  ],
};

for (const [kind, wrongs] of Object.entries(KINDS)) {
  it.each(wrongs.map((wrong) => [wrong.spec, wrong] as const))(
    `${kind}: %s`,
    async (_, { spec, file, content, split, ...told }) => {
      const folder = tempFolder({ [file]: content });
      const [problem, ...more] = (await imported(folder, spec, split)).problems;
      expect(more).toEqual([]);
      expect(problem).toMatchObject({ ...told.problem, message: expect.stringMatching(told.problem.message) });
      expect(problem?.file).toMatch(split === undefined ? file : /./);
      expect(problem?.mend).toMatch(told.mend);
    },
  );
}

describe('a line without end', () => {
  // A line may have 16 MiB, an element of JSON 64 MiB, a document of YAML 32 MiB.
  const LENGTH = 192 << 20;

  it.each([
    ['table:d.csv?utterance=q', 'q\n', 'E_FILE_FORMAT', 2, /never closed/],
    ['table:d.csv?utterance=q', 'q\n"', 'E_FILE_FORMAT', 2, /never closed/],
    ['table:d.jsonl?utterance=q', '', 'E_FILE_FORMAT', 1, /a line of its own/],
    ['jddc-sts:sts.txt', '', 'E_FILE_FORMAT', 1, /line breaks that were lost/],
    ['crosswoz:val.json', '{"1": "', 'E_JSON', 1, /never closed/],
    ['promptfoo:p.yaml', 'tests: "', 'E_FILE_FORMAT', undefined, /split it/],
  ])('%s after %j: told without its being held', async (spec, head, code, line, mend) => {
    const file = spec.replace(/^[^:]*:|\?.*/g, '');
    const folder = tempFolder({ [file]: '' });
    const path = join(folder, file);
    // A file of holes: it takes no room, and reads as so many zero bytes.
    const handle = openSync(path, 'w');
    writeSync(handle, head);
    closeSync(handle);
    truncateSync(path, LENGTH);
    const before = process.resourceUsage().maxRSS * 1024;
    const { problems } = await imported(folder, spec);
    expect(problems[0]).toMatchObject({ code, ...(line === undefined ? {} : { line }), mend: expect.stringMatching(mend) });
    expect(process.resourceUsage().maxRSS * 1024 - before).toBeLessThan(LENGTH * 0.75);
  });
});
