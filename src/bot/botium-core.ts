/** The part of botium-core's documented interface that is used, and how the user's copy of it is found. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { HarnessError, problemsOf } from '../schema/index.js';
import { secretSetting } from './env-setting.js';
import { clip, describeThrown, plainLine } from './failure-text.js';

export interface BotiumContainer {
  Start(): Promise<unknown>;
  UserSays(message: { readonly sender: string; readonly messageText: string }): Promise<unknown>;
  /** Rejects when nothing comes in time. */
  WaitBotSays(channel?: string | null, timeoutMs?: number | null): Promise<unknown>;
  Stop(): Promise<unknown>;
  Clean(): Promise<unknown>;
}

export type BotDriver = new (capabilities: object, sources: object, envs: object) => { Build(): Promise<BotiumContainer> };

const record = z.record(z.string(), z.unknown());
const fileSchema = z.looseObject({
  botium: z.looseObject({ Capabilities: record, Sources: record.optional(), Envs: record.optional() }),
});

export interface BotiumSettings {
  readonly capabilities: Record<string, unknown>;
  readonly sources: Record<string, unknown>;
  readonly envs: Record<string, unknown>;
  /** Values that came from the environment. */
  readonly secrets: readonly string[];
}

/**
 * The user's botium-core, looked for from the folder of its configuration.
 * @throws HarnessError E_BOT_SPEC when it is not installed there, or is something else.
 */
export async function loadBotDriver(configPath: string): Promise<BotDriver> {
  let entry: string;
  try {
    entry = createRequire(configPath).resolve('botium-core');
  } catch {
    const message = 'botium-core is not installed, and a botium bot needs it';
    throw new HarnessError({
      code: 'E_BOT_SPEC',
      field: 'botium',
      message,
      mend: 'npm install botium-core, and the connector’s package',
    });
  }
  try {
    const loaded = (await import(pathToFileURL(entry).href)) as { default?: { BotDriver?: unknown }; BotDriver?: unknown };
    const driver = loaded.BotDriver ?? loaded.default?.BotDriver;
    if (typeof driver === 'function') return driver as BotDriver;
  } catch (error) {
    const message = `botium-core cannot be loaded: ${clip(plainLine(describeThrown(error)))}`;
    throw new HarnessError({ code: 'E_BOT_SPEC', field: 'botium', message, mend: 'npm install botium-core' }, { cause: error });
  }
  throw new HarnessError({
    code: 'E_BOT_SPEC',
    field: 'botium',
    message: 'botium-core has no BotDriver',
    mend: 'npm install botium-core',
  });
}

/** @throws HarnessError E_FILE_MISSING, E_BOT_SPEC (no JSON, a field amiss, a missing variable). */
export async function readBotiumJson(
  path: string,
  shown: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<BotiumSettings> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new HarnessError({
      code: 'E_FILE_MISSING',
      file: shown,
      message: `cannot be read: ${error.code}`,
      mend: 'give the path of a botium.json',
    });
  });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new HarnessError({ code: 'E_BOT_SPEC', file: shown, message: 'the file is not JSON' });
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) throw new HarnessError(problemsOf(parsed.error, 'E_BOT_SPEC', { file: shown }));
  const { Capabilities, Sources = {}, Envs = {} } = parsed.data.botium;
  const secrets: string[] = [];
  const filled = (fields: Record<string, unknown>, place: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => {
        if (typeof field !== 'string') return [name, field];
        const resolved = secretSetting(field, `${place}.${name}`, env);
        if (resolved !== field) secrets.push(resolved);
        return [name, resolved];
      }),
    );
  const capabilities = filled(Capabilities, 'botium.Capabilities');
  return { capabilities, sources: Sources, envs: filled(Envs, 'botium.Envs'), secrets };
}
