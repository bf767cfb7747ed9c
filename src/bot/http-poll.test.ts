import { describe, expect, it } from 'vitest';
import { botAt, outcome, record, refusal } from './fixtures/http-rig.js';
import { callOf, requestOf, timeUpWhen } from './fixtures/rigs.js';

const settings = (url: string, more: object = {}) => ({
  url: `${url}ask`,
  body: { q: '{{utterance}}' },
  poll: { url: `${url}jobs/{{answer.job}}`, every_ms: 20, until: 'state = "done"', ...more },
  map: { text: 'answer' },
});

describe('polling', () => {
  it('asks until the answer is there; the latency ends with it', async () => {
    const { url, seen } = await record((response) => {
      if (seen.length === 1) response.writeHead(202).end('{"job":"j/7"}');
      else response.end(seen.length < 5 ? '{"state":"running"}' : '{"state":"done","answer":"包邮"}');
    });
    const bot = await botAt(settings(url));
    const from = performance.now();
    const { reply, answeredAt = 0 } = await bot.reply(requestOf('x'), callOf());
    expect(reply.text).toBe('包邮');
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /ask', ...Array(4).fill('GET /jobs/j%2F7')]);
    expect(answeredAt - from).toBeGreaterThan(55);
  });

  it('may post a body, signed anew each time, and needs no first answer', async () => {
    const { url, seen } = await record((response) => {
      if (seen.length === 1) response.writeHead(204).end();
      else response.end(`{"state":"${seen.length < 4 ? '' : 'done'}","answer":"x"}`);
    });
    const sign = [{ name: 's', algorithm: 'none', text: '{{nonce}}', to: { header: 'x-nonce' } }];
    const bot = await botAt(settings(url, { url: `${url}poll`, method: 'POST', body: { of: '{{id}}' }, sign }));
    expect(await outcome(bot)).toBe('text: x');
    const nonces = seen.slice(1).map(({ headers }) => headers['x-nonce']);
    expect(new Set(nonces).size).toBe(3);
    expect(JSON.parse(seen[1]?.body ?? '')).toEqual({ of: expect.stringMatching(/^q\d+$/) });
  });

  it('that never ends is given up with the call, and asks no more', async () => {
    const { url, seen } = await record((response) => response.end('{"job":1,"state":"running"}'));
    await expect(
      outcome(
        await botAt(settings(url)),
        'x',
        timeUpWhen(() => seen.length > 2),
      ),
    ).rejects.toThrow('the time is up');
    const asked = seen.length;
    expect(asked).toBeGreaterThan(2);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(seen.length).toBeLessThanOrEqual(asked + 1);
  });

  it.each([
    ['the question is refused', 1, 500, 'no', /^bot: HTTP 500: no$/],
    ['the first answer is no JSON', 1, 200, '<p>', /^protocol: the body is not JSON/],
    ['a poll is refused', 2, 503, 'busy', /^transport: HTTP 503: busy$/],
    ['a polled body is no JSON', 2, 200, '{"sta', /^protocol: the body is not JSON/],
  ])('%s', async (_title, at, status, body, said) => {
    const { url, seen } = await record((response) => {
      if (seen.length === at) response.writeHead(status).end(body);
      else response.end('{"job":1,"state":"running"}');
    });
    expect(await outcome(await botAt(settings(url)))).toMatch(said);
  });

  it('is refused with an expression that does not compile', async () => {
    expect(await refusal(settings('http://h/', { until: 'state =' }))).toMatch(/^E_BOT_SPEC http\.poll\.until: no jsonata/);
  });
});
