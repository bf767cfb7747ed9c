/** The bots to start from, as they are run: each answers in the protocol, and is short enough to read. */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/create-bot.js';
import { cleanUp } from '../../src/bot/fixtures/http-rig.js';
import { callOf, context, requestOf } from '../../src/bot/fixtures/rigs.js';
import type { BotConfig } from '../../src/schema/index.js';

const FOLDER = import.meta.dirname;
const has = (command: string, ...args: readonly string[]) => spawnSync(command, args).status === 0;
const HISTORY = [{ role: 'bot', text: '"utterance":"没有"' }] as const;
const LONGEST = 60;
/** A first compilation takes its time. */
const SLOW_MS = 180_000;

function withTool(name: string, here: boolean, tests: () => void): void {
  describe.skipIf(!here)(here ? name : `${name}: NOT RUN, it is not installed`, tests);
}

/** A program of Go, compiled. */
async function built(file: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shopreplay-go-'));
  cleanUp(() => rm(folder, { recursive: true, force: true }));
  const program = join(folder, 'bot');
  const { status, stderr } = spawnSync('go', ['build', '-o', program, join(FOLDER, file)], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return program;
}

async function answers(config: BotConfig): Promise<void> {
  const bot = await createBot(config, { ...context, baseDir: FOLDER });
  cleanUp(async () => bot.close?.());
  await bot.open?.(new AbortController().signal);
  const ask = async (utterance: string) => (await bot.reply(requestOf(utterance, { history: HISTORY }), callOf())).reply;
  expect(await ask('满多少"包邮"\\呀')).toMatchObject({
    text: '满99元包邮',
    intents: [{ name: 'shipping.fee', confidence: 0.9 }],
  });
  expect(await ask('几段')).toMatchObject({ text: '抱歉，这个我不太清楚', intents: [] });
}

/** Starts a server at a free port, which it prints. */
async function serverOf(command: string, file?: string): Promise<string> {
  const child = spawn(command, [...(file === undefined ? [] : [join(FOLDER, file)]), '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  cleanUp(() => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`${file ?? command} ended with ${code}`)));
    child.stderr.on('data', (part: Buffer) => resolve(String(part).trim()));
  });
}

it('are short', () => {
  for (const file of readdirSync(FOLDER).filter((name) => !name.endsWith('.ts'))) {
    expect(readFileSync(join(FOLDER, file), 'utf8').trimEnd().split('\n').length, file).toBeLessThanOrEqual(LONGEST);
  }
});

withTool('python', has('python3', '--version'), () => {
  it('over stdio', () => answers({ name: 'p', stdio: { command: 'python3', args: ['stdio_bot.py'], cwd: '.' } }));
  it('over HTTP, and asked by curl', async () => {
    const url = await serverOf('python3', 'http_bot.py');
    await answers({ name: 'p', http: { url } });
    if (!has('curl', '--version')) return;
    const asked = spawnSync('sh', [join(FOLDER, 'curl.sh'), url, '满多少"包邮"\\呀'], { encoding: 'utf8' });
    expect(JSON.parse(asked.stdout)).toMatchObject({ id: 'curl-0', text: '满99元包邮' });
  });
});

withTool('java', has('java', '-version'), () => {
  it('over stdio', () => answers({ name: 'j', stdio: { command: 'java', args: ['StdioBot.java'], cwd: '.' } }));
  it('over HTTP', async () => answers({ name: 'j', http: { url: await serverOf('java', 'HttpBot.java') } }));
});

withTool('go', has('go', 'version'), () => {
  it('over stdio', async () => answers({ name: 'g', stdio: { command: await built('stdio_bot.go'), args: [] } }), SLOW_MS);
  it('over HTTP', async () => answers({ name: 'g', http: { url: await serverOf(await built('http_bot.go')) } }), SLOW_MS);
});
