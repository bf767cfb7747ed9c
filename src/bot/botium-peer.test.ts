/** The adapter with botium-core itself, where it is at hand: BOTIUM_HOME names a folder in which it was installed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BotPort } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { cleanUp, outcome, record } from './fixtures/http-rig.js';
import { callOf, context, requestOf } from './fixtures/rigs.js';

const { BOTIUM_HOME: home } = process.env;

/** A bot of Botium's own REST connector, asking a server of ours; opened in a folder from which the package is found. */
async function restBot(url: string): Promise<BotPort> {
  const folder = await mkdtemp(join(home ?? '', 'peer-'));
  cleanUp(() => rm(folder, { recursive: true }));
  const Capabilities = {
    PROJECTNAME: 'peer',
    CONTAINERMODE: 'simplerest',
    SIMPLEREST_URL: url,
    SIMPLEREST_METHOD: 'POST',
    SIMPLEREST_HEADERS_TEMPLATE: 'env:REST_HEADERS',
    SIMPLEREST_BODY_TEMPLATE: '{"q": "{{msg.messageText}}"}',
    SIMPLEREST_RESPONSE_JSONPATH: '$.answer',
  };
  await writeFile(join(folder, 'botium.json'), JSON.stringify({ botium: { Capabilities } }));
  const env = { REST_HEADERS: '{"x-key": "sk-live-998877"}' };
  const config = { name: 'peer', botium: { config: 'botium.json', quiet_ms: 100 } };
  const bot = await createBot(config, { ...context, env, baseDir: folder });
  cleanUp(async () => bot.close?.());
  return bot;
}

const title = home === undefined ? 'botium-core: NOT RUN, BOTIUM_HOME names no folder with it' : 'botium-core';
describe.skipIf(home === undefined)(title, () => {
  it('asks its connector, and passes on what it says', async () => {
    const { url, seen } = await record((response) => response.end('{"answer":"满99元包邮"}'));
    const { reply } = await (await restBot(url)).reply(requestOf('包邮吗'), callOf());
    expect(reply).toEqual({ text: '满99元包邮' });
    expect(seen[0]).toMatchObject({ method: 'POST', body: '{"q":"包邮吗"}', headers: { 'x-key': 'sk-live-998877' } });
  });

  it.each([
    [429, 'transport'],
    [503, 'transport'],
    [500, 'bot'],
  ])('a status of %i is a failure (%s), and the next turn is served', async (status, kind) => {
    let turn = 0;
    const { url } = await record((response) => {
      turn += 1;
      if (turn === 1) response.writeHead(status).end('key sk-live-998877');
      else response.end('{"answer":"next"}');
    });
    const bot = await restBot(url);
    const told = await outcome(bot);
    expect(told).toMatch(new RegExp(`^${kind}: .*error response: ${status}`));
    expect(told).not.toContain('998877');
    expect(await outcome(bot)).toBe('text: next');
  });

  it('silence is given up, and the next turn is served', async () => {
    const controller = new AbortController();
    let turn = 0;
    const { url } = await record((response) => {
      turn += 1;
      if (turn === 1) controller.abort(new Error('the time is up'));
      else response.end('{"answer":"next"}');
    });
    const bot = await restBot(url);
    await expect(outcome(bot, 'x', controller.signal)).rejects.toThrow('the time is up');
    expect(await outcome(bot)).toBe('text: next');
  });
});
