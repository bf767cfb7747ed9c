/** promptfoo: the tests of a configuration, variables with assertions. One that needs a model or code to judge is left out. */
import type { RawBatch } from '../source-file.js';
import { compact, type Fields, fieldsIn, isFields, textOf } from './fields.js';
import type { Importer, ImportFile, ImportReadOptions } from './importer.js';
import { filesAt, headOf } from './look.js';
import { readYaml } from './yaml-document.js';

/** Variables that hold what the user says, where no option names one. */
const USUAL = ['utterance', 'message', 'question', 'query', 'input', 'user_input', 'prompt', 'text'];

/** What the assertions of a test say of a reply. */
interface Expected {
  readonly references: string[];
  readonly forbidden: string[];
  readonly nuggets: { readonly id: string; readonly vital: true; readonly any: readonly string[] }[];
}

type Skip = (reason: string) => void;

async function* read(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch> {
  const document = await readYaml(file.path, file.shown, options);
  if (document === undefined) return;
  const inConfig = isFields(document.value);
  const tests = isFields(document.value) ? document.value.tests : document.value;
  if (!Array.isArray(tests)) {
    const message = typeof tests === 'string' ? `the tests stand elsewhere: ${tests}` : 'there is no list of tests';
    options.report({
      code: 'E_FIELD',
      file: file.shown,
      line: 1,
      field: 'tests',
      message,
      expected: 'a list of tests with vars',
    });
    return;
  }
  const values: unknown[] = [];
  const lines: number[] = [];
  const shared = isFields(document.value) && isFields(document.value.defaultTest) ? document.value.defaultTest : {};
  for (const [i, test] of tests.entries()) {
    const line = document.lineOf(inConfig ? ['tests', i] : [i]);
    for (const [n, dialogue] of dialoguesOf(test, shared, options, line).entries()) {
      values.push({ id: `promptfoo-${i + 1}${n === 0 ? '' : `-${n + 1}`}`, ...dialogue });
      lines.push(line);
    }
  }
  yield { values, lines, rows: tests.length };
}

/** One a value of the variable: promptfoo tries each. */
function dialoguesOf(test: unknown, shared: Fields, { options, skip }: ImportReadOptions, line: number): readonly Fields[] {
  const leave = (reason: string) => skip(reason, line);
  if (!isFields(test)) {
    leave('a test that is a reference to another file');
    return [];
  }
  const utterances = utterancesOf({ ...asFields(shared.vars), ...asFields(test.vars) }, options.utterance);
  if (utterances.length === 0) {
    leave('no variable that is known to hold the utterance (name it: ?utterance=VARIABLE)');
    return [];
  }
  const expected: Expected = { references: [], forbidden: [], nuggets: [] };
  for (const assertion of [...fieldsIn(shared.assert), ...fieldsIn(test.assert)]) take(expected, assertion, leave);
  const answer = compact({
    references: expected.references.length === 0 ? undefined : expected.references,
    nuggets: expected.nuggets.length === 0 ? undefined : expected.nuggets,
    forbidden: expected.forbidden.length === 0 ? undefined : expected.forbidden,
  });
  if (answer === undefined) {
    leave('a test without an assertion that can be read');
    return [];
  }
  const meta = compact({ description: test.description, metadata: test.metadata });
  return utterances.map((utterance) => compact({ turns: [{ utterance, label: { answer } }], meta }) as Fields);
}

function asFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function utterancesOf(vars: Fields, named: string | undefined): readonly string[] {
  const names = Object.keys(vars);
  const name = named ?? USUAL.find((usual) => names.includes(usual)) ?? (names.length === 1 ? names[0] : undefined);
  const value = name === undefined ? undefined : vars[name];
  return (Array.isArray(value) ? value.map(textOf) : [textOf(value)]).filter(
    (text) => text.trim() !== '' && !text.startsWith('file://'),
  );
}

function take(expected: Expected, { type, value }: Fields, leave: Skip): void {
  const kind = textOf(type);
  const texts = (Array.isArray(value) ? value.map(textOf) : [textOf(value)]).filter((text) => text.trim() !== '');
  const nugget = (any: readonly string[]) => expected.nuggets.push({ id: `n${expected.nuggets.length + 1}`, vital: true, any });
  if (texts.length === 0 || texts.some((text) => /\{\{|^file:\/\//.test(text)))
    leave(`an assertion without a fixed text (${kind})`);
  else if (kind === 'equals') expected.references.push(...texts);
  else if (/^i?contains(?:-any)?$/.test(kind)) nugget(texts);
  else if (/^i?contains-all$/.test(kind)) for (const text of texts) nugget([text]);
  else if (/^not-i?contains(?:-any)?$/.test(kind)) expected.forbidden.push(...texts);
  else leave(`an assertion of type ${kind}`);
}

export const promptfoo: Importer = {
  id: 'promptfoo',
  version: 1,
  says: 'promptfoo: promptfooconfig.yaml, or a YAML or JSON list of tests',
  mapping: [
    ['test', 'a dialogue of one turn; a variable with several values, one a value'],
    [`vars: the only one, or one of ${USUAL.slice(0, 5).join(', ')} …`, 'utterance'],
    ['equals', 'label.answer.references'],
    ['contains, icontains, contains-any, contains-all', 'label.answer.nuggets, vital'],
    ['not-contains, not-icontains', 'label.answer.forbidden'],
    ['other assertions', 'left out; a test with no other is left out too'],
    ['description, metadata', 'meta of the dialogue'],
  ],
  options: { utterance: 'the variable that holds the utterance' },
  async locate(place, certain) {
    const name = certain || place.kind === 'folder' ? /^promptfooconfig\.ya?ml$/ : /./;
    const files = await filesAt(place, name, certain);
    return certain && files[0] !== undefined && !/^tests:/m.test(await headOf(files[0].path)) ? undefined : files;
  },
  read,
};
