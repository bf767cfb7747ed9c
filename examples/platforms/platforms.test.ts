/** Each platform's configuration against a server that checks signature and shape by the documented rule, with a hand of its own. */
import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { botAt, outcome, record, type Seen } from '../../src/bot/fixtures/http-rig.js';
import { callOf, requestOf } from '../../src/bot/fixtures/rigs.js';
import { configSchema, type HttpConfig } from '../../src/schema/index.js';

const FOLDER = import.meta.dirname;
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
const read = (file: string) => readFileSync(`${FOLDER}/${file}`, 'utf8');
const hash = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');
const ORIGIN = /https:\/\/[a-z0-9.-]+\//g;

interface Platform {
  readonly env: Readonly<Record<string, string>>;
  /** What is wrong with a request, by the document; empty when nothing is. */
  readonly wrong: (seen: Seen) => unknown[];
  /** The documented answer to a request. */
  readonly answer: (seen: Seen) => unknown;
  readonly reply: Readonly<Record<string, unknown>>;
  /** An answer that reports an error, and what becomes of it. */
  readonly refusal: readonly [answer: unknown, failure: string];
  readonly calls: readonly string[];
}

/** RFC 3986, written out: what encodeURIComponent leaves alone and Alibaba Cloud does not. */
const rfc3986 = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

function rpcSignature({ method, path, query }: Seen, secret: string): string {
  const { Signature: _, ...rest } = query;
  const canonical = Object.keys(rest)
    .sort()
    .map((name) => `${rfc3986(name)}=${rfc3986(rest[name] ?? '')}`)
    .join('&');
  return createHmac('sha1', `${secret}&`)
    .update(`${method}&${rfc3986(path)}&${rfc3986(canonical)}`)
    .digest('base64');
}

const recent = (seconds: number) => Math.abs(Date.now() / 1000 - seconds) < 60;
/** The names of the conditions that do not hold. */
const failing = (conditions: Readonly<Record<string, boolean>>) => Object.keys(conditions).filter((name) => !conditions[name]);
const bodyOf = (seen: Seen) => JSON.parse(seen.body) as Record<string, unknown>;

const PLATFORMS: Readonly<Record<string, Platform>> = {
  'alibaba-chatbot.yaml': {
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-test',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'ali-secret',
      CHATBOT_INSTANCE: 'chatbot-cn-1',
    },
    wrong: (seen) =>
      failing({
        signature: seen.query.Signature === rpcSignature(seen, 'ali-secret'),
        action: seen.query.Action === 'Chat' && seen.query.Version === '2017-10-11',
        time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(seen.query.Timestamp ?? ''),
        who: seen.query.InstanceId === 'chatbot-cn-1' && seen.query.AccessKeyId === 'LTAI-test',
        session: seen.query.SessionId === (seen.query.Utterance === '你好' ? undefined : 'session-9'),
        utterance: ['你好', '几段 *~+&'].includes(seen.query.Utterance ?? ''),
      }),
    answer: () => ({
      RequestId: 'r',
      SessionId: 'session-9',
      MessageId: 'm',
      Messages: [
        { Type: 'Text', Text: { Content: '亲，选1段', AnswerSource: 'kbs' } },
        { Type: 'Knowledge', Knowledge: { Id: '1', Title: 't', Content: '0-6个月', AnswerSource: 'kbs' } },
        { Type: 'Recommend', Recommends: [{ KnowledgeId: '2', Title: '段位' }] },
      ],
    }),
    reply: { text: '亲，选1段\n0-6个月\n段位' },
    refusal: [{ Code: 'Throttling.User', Message: 'too fast' }, 'bot: the bot answered with an error: too fast'],
    calls: ['GET /', 'GET /'],
  },
  'jd-dialog.yaml': {
    env: { JD_APP_KEY: 'jd-key', JD_SECRET_KEY: 'jd-secret', JD_APP_ID: 'app-1' },
    wrong: ({ query, ...seen }) =>
      failing({
        signature: query.sign === hash('md5', `jd-secret${query.timestamp}`),
        time: recent(Number(query.timestamp) / 1000),
        who: query.appkey === 'jd-key' && bodyOf({ query, ...seen }).appId === 'app-1',
        body: Object.keys(bodyOf({ query, ...seen })).join() === 'appId,sessionId,text',
        type: seen.headers['content-type'] === 'application/json',
      }),
    answer: () => ({ code: '10000', charge: false, msg: 'ok', result: { response: '满5件打3折', intent: 'promotion' } }),
    reply: { text: '满5件打3折', intents: [{ name: 'promotion' }] },
    refusal: [{ code: '10041', msg: 'sign is wrong' }, 'bot: the bot answered with an error: sign is wrong'],
    calls: ['POST /jdai/dialog'],
  },
  'qiyu.yaml': {
    env: { QIYU_APP_KEY: 'qy-key', QIYU_APP_SECRET: 'qy-secret' },
    wrong: (seen) =>
      failing({
        signature: seen.query.checksum === hash('sha1', `qy-secret${hash('md5', seen.body)}${seen.query.time}`),
        time: recent(Number(seen.query.time)),
        who: seen.query.appKey === 'qy-key',
        body: Object.keys(bodyOf(seen)).join() === 'uid,robotId,msg,skipTrans' && bodyOf(seen).msg === '几段 *~+&',
        number: typeof bodyOf(seen).robotId === 'number',
      }),
    answer: () => ({
      code: 200,
      message: '',
      data: {
        sessionId: 1,
        answerList: [
          {
            msgId: '1',
            ansType: 1,
            ansContent: { answer: { msgType: 'richText', msgBody: { content: '<p>选<b>1段</b></p>' } } },
          },
          { msgId: '2', ansType: 2, ansContent: { recommandGuide: '您想问', recommandQuestions: [{ question: '段位' }] } },
          { msgId: '3', ansType: 10, ansContent: { msgType: 'event_trans' } },
        ],
      },
    }),
    reply: { text: '选1段\n您想问\n段位', handoff: true },
    refusal: [{ code: 14005, message: 'no robot' }, 'bot: the bot answered with an error: no robot'],
    calls: ['POST /openapi/robot/session/chat'],
  },
  'udesk.yaml': {
    env: { UDESK_EMAIL: 'admin@udesk.cn', UDESK_API_TOKEN: 'ud-token' },
    wrong: (seen) =>
      failing({
        signature: seen.query.sign === hash('sha1', `admin@udesk.cn&ud-token&${seen.query.timestamp}`),
        time: recent(Number(seen.query.timestamp)),
        body: seen.path.endsWith('/initClient')
          ? ['robotId', 'channelId', 'platform'].every((name) => typeof bodyOf(seen)[name] === 'number')
          : bodyOf(seen).sessionId === 77 && bodyOf(seen).question === '几段 *~+&',
      }),
    answer: ({ path }) =>
      path.endsWith('/initClient')
        ? { code: 200, message: 'OK', data: { sessionId: 77, logId: 1, welcomeMessage: '您好' } }
        : { code: 200, message: 'OK', data: { ansContent: '<p>选1段</p>' } },
    reply: { text: '选1段' },
    refusal: [{ code: 2000, message: 'sign error' }, 'bot: the bot answered with an error: sign error'],
    calls: ['POST /api/v1/initClient', 'POST /api/v1/chat'],
  },
  'sobot.yaml': {
    env: { SOBOT_APP_ID: 'so-id', SOBOT_APP_KEY: 'so-key', SOBOT_ROBOT: '1' },
    wrong: (seen) =>
      seen.path.endsWith('get_token')
        ? failing({
            signature: seen.query.sign === hash('md5', `so-id${seen.query.create_time}so-key`),
            time: recent(Number(seen.query.create_time)),
          })
        : failing({ token: seen.headers.token === 'tok-123456', body: bodyOf(seen).question === '几段 *~+&' }),
    answer: ({ path }) =>
      path.endsWith('get_token')
        ? { ret_code: '000000', ret_msg: '操作成功', item: { token: 'tok-123456', expires_in: '86400' } }
        : { ret_code: '000000', item: { answer: '选1段' } },
    reply: { text: '选1段' },
    refusal: [{ ret_code: '900001', ret_msg: 'token expired' }, 'bot: the bot answered with an error: token expired'],
    calls: ['GET /api/get_token', 'POST /api/robot/chat'],
  },
  '7moor.yaml': {
    env: { MOOR_ACCOUNT: 'N00000000556', MOOR_SECRET: 'moor-secret', MOOR_BOT: 'bot-9' },
    wrong: (seen) => {
      const [account, time = ''] = Buffer.from(seen.headers.authorization ?? '', 'base64')
        .toString()
        .split(':');
      const [year, month, day, hour, minute, second] = [0, 4, 6, 8, 10, 12].map((at, i) =>
        time.slice(at, at + (i === 0 ? 4 : 2)),
      );
      return failing({
        signature: seen.query.sig === hash('md5', `N00000000556moor-secret${time}`).toUpperCase(),
        time: recent(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`) / 1000),
        who: account === 'N00000000556',
        body: seen.path.includes('/initSession/')
          ? Object.keys(bodyOf(seen)).join() === 'botid,sid,distribute_channel,user_ip,system_args'
          : bodyOf(seen).question === '几段 *~+&',
        session: bodyOf(seen).botid === 'bot-9' && bodyOf(seen).sid === 'c-5f1e',
        type: seen.headers['content-type'] === 'application/json;charset=utf-8',
      });
    },
    answer: ({ path }) =>
      path.includes('/initSession/')
        ? { nickname: '小陌', description: '', enable_common: '0' }
        : { success: true, data: { answer: '选1段', transfer: true } },
    reply: { text: '选1段', handoff: true },
    refusal: [{ success: false, message: 'sig is wrong' }, 'bot: the bot answered with an error: sig is wrong'],
    calls: ['POST /dingzhi/xbot/initSession/N00000000556', 'POST /dingzhi/xbot/chat/N00000000556'],
  },
};

const settingsOf = (file: string, url: string): HttpConfig => parse(read(file).replace(ORIGIN, url)).bots[0].http;
const json = (value: unknown) => JSON.stringify(value);

it('every file has its test, and says what it follows', () => {
  expect(Object.keys(PLATFORMS).sort()).toEqual(FILES.sort());
  for (const file of FILES) {
    expect(read(file)).toMatch(/^# Follows: /m);
    expect(read(file)).toMatch(/^# Verified: /m);
    // A document, and its date or that it has none.
    expect(read(file)).toMatch(/^# Follows: [\s\S]*?(?:undated|20\d\d)/m);
    expect(configSchema.safeParse(parse(read(file))).error).toBeUndefined();
  }
});

describe.each(Object.entries(PLATFORMS))('%s', (file, platform) => {
  it('asks as the document says, and reads the documented answer', async () => {
    const { url, seen } = await record((response, request) => response.end(json(platform.answer(request))));
    const bot = await botAt(settingsOf(file, url), platform.env);
    const { reply } = await bot.reply(requestOf('几段 *~+&'), callOf());
    expect(seen.map(platform.wrong)).toEqual(seen.map(() => []));
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(platform.calls);
    expect(reply).toEqual(platform.reply);
    expect(json(bot.description)).not.toMatch(/-secret|so-key|ud-token/);
  });

  it('fails where an answer reports an error', async () => {
    const asked = platform.calls.length;
    let count = 0;
    const { url } = await record((response, request) => {
      count += 1;
      response.end(json(count < asked ? platform.answer(request) : platform.refusal[0]));
    });
    const bot = await botAt(settingsOf(file, url), platform.env);
    expect(await outcome(bot)).toBe(platform.refusal[1]);
  });

  it('needs every key before the run', async () => {
    for (const name of Object.keys(platform.env)) {
      const { [name]: _, ...env } = platform.env;
      await expect(botAt(settingsOf(file, 'http://127.0.0.1:9/'), env)).rejects.toThrow(
        `the environment variable ${name} is not set`,
      );
    }
  });
});
