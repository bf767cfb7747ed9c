import { describe, expect, it } from 'vitest';
import type { HttpRequestConfig, SignStep } from '../schema/index.js';
import { Environment } from './environment.js';
import { canonical } from './http-params.js';
import { compileRequest } from './http-request.js';
import { digest } from './http-sign.js';
import { MOMENT_NAMES, momentScope } from './http-values.js';

const MOMENT = Date.UTC(2026, 0, 2, 3, 4, 5);
const env = { ALI: 'testsecret', QIYU: 'secret0123', MOOR: 'secret99', UDESK: 'tok-1', SOBOT: 'key-77' };

/** The request that the settings make of a fixed moment. */
function signed(config: HttpRequestConfig, more: object = {}) {
  const names = { ...MOMENT_NAMES, utterance: 'plain' } as const;
  const template = compileRequest(config, 'http', { names, environment: new Environment(env) });
  return template.fill({ ...momentScope('c', MOMENT), utterance: '几段', ...more });
}

describe('digest', () => {
  // Expected values of Python's hashlib and hmac.
  it.each<[Partial<SignStep>, string | undefined, string, string]>([
    [{ algorithm: 'md5' }, undefined, '', 'd41d8cd98f00b204e9800998ecf8427e'],
    [{ algorithm: 'sha1', encoding: 'HEX' }, undefined, 'abc', 'A9993E364706816ABA3E25717850C26C9CD0D89D'],
    [{ algorithm: 'hmac-md5' }, 'k', 'x', '442ba079e8ec6206f7f5534d4653db0f'],
    [{ algorithm: 'hmac-sha256', encoding: 'base64url' }, 'k', '好', 'kc3xlIMOaQGJSLwM14PSSfuTSnBg0N2Pyoy3s4Nn9GM'],
    [{ algorithm: 'none', encoding: 'base64' }, undefined, 'N001:20260102110405', 'TjAwMToyMDI2MDEwMjExMDQwNQ=='],
  ])('%j', (step, key, text, value) => expect(digest({ name: 's', text: '', ...step } as SignStep, key, text)).toBe(value));
});

describe('what platforms ask for', () => {
  it("Alibaba Cloud's RPC signature, as in its documentation", () => {
    const { url } = signed({
      url: 'http://ecs.aliyuncs.com/?Format=XML&AccessKeyId=testid&Action=DescribeRegions&SignatureMethod=HMAC-SHA1',
      method: 'GET',
      query: {
        Version: '2014-05-26',
        SignatureVersion: '1.0',
        Timestamp: '2016-02-23T12:46:24Z',
        SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
      },
      sign: [
        {
          name: 'signature',
          algorithm: 'hmac-sha1',
          key: '{{env.ALI}}&',
          text: '{{string_to_sign}}',
          encoding: 'base64',
          to: { query: 'Signature' },
        },
      ],
    });
    expect(url.searchParams.get('Signature')).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=');
    expect(url.search).toContain('&Timestamp=2016-02-23T12%3A46%3A24Z&');
  });

  it('NetEase Qiyu: sha1 of the secret, the md5 of the body, and the time', () => {
    const { url, body } = signed({
      url: 'https://qiyukf.com/openapi/message/send?appKey=a1',
      body: { q: '{{utterance}}' },
      query: { time: '{{timestamp}}' },
      sign: [
        { name: 'md5', algorithm: 'md5', text: '{{raw_body}}', encoding: 'hex' },
        { name: 'sum', algorithm: 'sha1', text: '{{env.QIYU}}{{md5 | lower}}{{timestamp}}', to: { query: 'checksum' } },
      ],
    });
    expect(body).toBe('{"q":"几段"}');
    expect(url.href).toBe(
      'https://qiyukf.com/openapi/message/send?appKey=a1&time=1767323045&checksum=f5ccbf0046d6374889f2faf3d5f333ef2fcc117b',
    );
  });

  it('Sobot: md5 of joined fields in the query', () => {
    const { url } = signed({
      url: 'https://sobot.example/token?appid=app1',
      query: { create_time: '{{timestamp}}' },
      sign: [{ name: 's', algorithm: 'md5', text: 'app1{{timestamp}}{{env.SOBOT}}', to: { query: 'sign' } }],
    });
    expect(url.searchParams.get('sign')).toBe('365768c2b23998d6ca2bdf297e59bf8e');
  });

  it('7moor: upper case md5 in the query, base64 in a header, both of the same time', () => {
    const { url, headers } = signed({
      url: 'https://moor.example/v1/N001',
      sign: [
        { name: 'sig', algorithm: 'md5', text: 'N001{{env.MOOR}}{{china_time}}', encoding: 'HEX', to: { query: 'sig' } },
        { name: 'auth', algorithm: 'none', text: 'N001:{{china_time}}', encoding: 'base64', to: { header: 'Authorization' } },
      ],
    });
    expect(url.searchParams.get('sig')).toBe('F4721DF078944BE12195DB90DC4E11FC');
    expect(headers.authorization).toBe('TjAwMToyMDI2MDEwMjExMDQwNQ==');
  });

  it('Udesk: sha256 of fields joined by &', () => {
    const { url } = signed(
      {
        url: 'https://udesk.example/open_api_v1/x',
        query: { timestamp: '{{timestamp}}', nonce: '{{nonce}}' },
        sign: [
          {
            name: 'signature',
            algorithm: 'sha256',
            text: 'a@b.c&{{env.UDESK}}&{{timestamp}}&{{nonce}}&v2',
            to: { query: 'sign' },
          },
        ],
      },
      { nonce: 'n1' },
    );
    expect(url.searchParams.get('sign')).toBe('e6cfd3358c1f2a717d06999f96c6a0482e278d673a86b056e1562d464862d9c5');
  });

  it('sorted parameters of query and form, with the key at the end, put into the form', () => {
    const { body } = signed({
      url: 'https://x.example/?b=2',
      body_type: 'form',
      body: { z: '好 x', a: 1 },
      sign: [{ name: 's', algorithm: 'md5', text: '{{sorted_params}}&key=K', to: { body: 'sign' } }],
    });
    expect(body).toBe('z=%E5%A5%BD%20x&a=1&sign=2f384750ca4645ee6577af9a8cc13379');
  });
});

it('each step sees what earlier ones have put in, and headers can hold them all', () => {
  const { headers, body } = signed({
    url: 'https://x.example/p',
    body: { q: 1 },
    headers: { 'x-auth': 'HMAC id={{sign.one}},{{sign.two}}' },
    sign: [
      { name: 'one', algorithm: 'none', text: '{{method}} {{path}} {{raw_body}}', to: { body: 'one' } },
      { name: 'two', algorithm: 'none', text: '{{raw_body}}', encoding: 'base64' },
    ],
  });
  const one = Buffer.from('POST /p {"q":1}').toString('hex');
  expect(body).toBe(`{"q":1,"one":"${one}"}`);
  expect(headers['x-auth']).toBe(`HMAC id=${one},${Buffer.from(body ?? '').toString('base64')}`);
});

it('canonical forms are sorted by name, then value, and keep empty values', () => {
  expect(
    canonical([
      ['b', '2 ~*'],
      ['a', ''],
      ['B', 'x'],
      ['b', '1'],
    ]),
  ).toEqual({
    sorted_params: 'B=x&a=&b=1&b=2 ~*',
    sorted_concat: 'Bxab1b2 ~*',
    sorted_values: 'x12 ~*',
    canonical_query: 'B=x&a=&b=1&b=2%20~%2A',
  });
});

describe('is refused before the run', () => {
  const step: SignStep = { name: 's', algorithm: 'md5', text: 'x' };
  it.each<[string, Partial<HttpRequestConfig>, RegExp]>([
    ['a name that is taken', { sign: [{ ...step, name: 'method' }] }, /http\.sign\[0\]\.name: the name method is taken/],
    ['two steps of one name', { sign: [step, step] }, /http\.sign\[1\]\.name/],
    [
      'a step that comes later',
      {
        sign: [
          { ...step, text: '{{t}}' },
          { ...step, name: 't' },
        ],
      },
      /\{\{t\}\} is not known here/,
    ],
    ['a step that no header can name', { sign: [step], headers: { a: '{{sign.t}}' } }, /\{\{sign\.t\}\} is not known/],
    [
      'a signature in the body of a text',
      { body: 'x', body_type: 'text', sign: [{ ...step, to: { body: 's' } }] },
      /without fields/,
    ],
    ['a signature in a header of the connection', { sign: [{ ...step, to: { header: 'Host\n' } }] }, /no header can carry/],
  ])('%s', (_title, config, message) => expect(() => signed({ url: 'http://h/', ...config })).toThrow(message));
});
