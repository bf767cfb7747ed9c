import { describe, expect, it } from 'vitest';
import { Environment } from './environment.js';
import { requestOf } from './fixtures/rigs.js';
import { compileTemplate, compileText, percentEncode, type TemplateRules } from './http-template.js';
import { MOMENT_NAMES, momentScope, TURN_NAMES, turnScope } from './http-values.js';

const rules: TemplateRules = {
  names: { ...MOMENT_NAMES, ...TURN_NAMES, session: ['token'], answer: 'any' },
  environment: new Environment({ KEY: 'sk-{{utterance}}"1', EMPTY: '' }),
};
const history = [
  { role: 'shopper', text: '几段' },
  { role: 'bot', text: '1段' },
] as const;
const scope = {
  ...momentScope('c-1', Date.UTC(2026, 0, 2, 3, 4, 5, 678)),
  ...turnScope(requestOf('他说"好"\n{"a":1}', { history, turn: 1, id: 'q-1' })),
  session: { token: 't-1' },
  answer: { job: { ids: [7, 8] } },
};
const filled = (value: unknown) => compileTemplate(value, 'http.body', rules)(scope);

describe('a string that is one template alone', () => {
  it.each<[string, unknown]>([
    ['{{utterance}}', '他说"好"\n{"a":1}'],
    ['{{ turn }}', 1],
    ['{{history}}', history],
    ['{{history[-1].text}}', '1段'],
    ['{{history[0].role}}', 'shopper'],
    ['{{session.token}}', 't-1'],
    ['{{answer.job.ids[1]}}', 8],
    ['{{timestamp}}', 1_767_323_045],
    ['{{timestamp_ms}}', 1_767_323_045_678],
    ['{{iso_time}}', '2026-01-02T03:04:05Z'],
    ['{{china_time}}', '20260102110405'],
    ['{{turn | text}}', '1'],
    ['{{history[0] | json}}', '{"role":"shopper","text":"几段"}'],
    ['{{session.token | upper}}', 'T-1'],
    ['{{history[0].text | url | lower}}', '%e5%87%a0%e6%ae%b5'],
    ['{{"{{"}}', '{{'],
  ])('%s', (template, value) => expect(filled(template)).toEqual(value));

  it('is left out where there is nothing, and null in a list', () => {
    expect(filled({ a: '{{lang}}', b: ['{{lang}}', '{{history[7].text}}'], c: null })).toEqual({ b: [null, null], c: null });
  });
});

describe('within a text', () => {
  it.each([
    ['q={{utterance}};', 'q=他说"好"\n{"a":1};'],
    ['{{turn}}{{turn}}', '11'],
    ['[{{lang}}]', '[]'],
    ['{{answer.job}}!', '{"ids":[7,8]}!'],
    ['{ {utterance} }', '{ {utterance} }'],
  ])('%s', (template, text) => expect(filled(template)).toBe(text));

  it('no quote breaks a body', () => {
    expect(JSON.parse(JSON.stringify(filled({ q: '{{utterance}}', deep: [{ q: '> {{utterance}}' }] })))).toEqual({
      q: '他说"好"\n{"a":1}',
      deep: [{ q: '> 他说"好"\n{"a":1}' }],
    });
  });
});

it('a value is not filled in again', () => {
  expect(filled('{{env.KEY}}')).toBe('sk-{{utterance}}"1');
  expect(rules.environment.secrets).toEqual(['sk-{{utterance}}"1']);
});

it('reaches no prototype', () => {
  expect(filled('{{answer.constructor}}')).toBeUndefined();
  expect(filled('{{answer.job.ids.map}}')).toBeUndefined();
  expect(Object.keys(filled(JSON.parse('{"__proto__":"{{turn}}"}')) as object)).toEqual(['__proto__']);
});

describe('is refused before the run', () => {
  it.each([
    ['{{uterance}}', /http\.body: \{\{uterance\}\} is not known here\. To mend: one of .*utterance/],
    ['{{utterance.text}}', /\{\{utterance\}\} has no parts/],
    ['{{session.tokn}}', /\{\{session\.tokn\}\} is not known\. To mend: one of token/],
    ['{{turn | shout}}', /no filter shout\. To mend: one of text, json/],
    ['{{env.NOPE}}', /NOPE is not set\. To mend: set NOPE/],
    ['{{env.EMPTY}}', /EMPTY is not set/],
    ['{{env}}', /needs one name/],
    ['a {{turn', /a \{\{ is not closed/],
    ['{{1 + 1}}', /is no path/],
    ['{{toString}}', /is not known here/],
  ])('%s', (template, message) => expect(() => filled(template)).toThrow(message));

  it('with the place in a deep body', () => {
    expect(() => filled({ a: [{ b: '{{x}}' }] })).toThrow(/^http\.body\.a\[0\]\.b: /);
  });
});

it('a nonce and a uuid are new with each moment, the same within one', () => {
  const nonce = compileText('{{nonce}} {{uuid}}', 'f', rules);
  expect(nonce(scope)).toBe(nonce(scope));
  expect(nonce(scope)).toMatch(/^[\da-f]{32} [\da-f]{8}-[\da-f]{4}-4/);
  expect(nonce(momentScope('c'))).not.toBe(nonce(momentScope('c')));
});

it('percent-encodes by RFC 3986, half a character too', () => {
  expect(percentEncode("aZ9-._~ !'()*+/好\ud83d")).toBe('aZ9-._~%20%21%27%28%29%2A%2B%2F%E5%A5%BD%EF%BF%BD');
});
