import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { botAt, outcome, record } from './fixtures/http-rig.js';

const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('/jsonata/'));

it('a bot that speaks the protocol does not load jsonata', async () => {
  const { url } = await record();
  expect(await outcome(await botAt({ url, headers: { a: 'b' }, max_reply_bytes: 100 }))).toBe('text: ok');
  expect(loaded()).toBe(false);
  expect(await outcome(await botAt({ url, map: { text: 'text' } }))).toBe('text: ok');
  expect(loaded()).toBe(true);
});
