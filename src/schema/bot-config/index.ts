/** A bot of the configuration: a name, and exactly one adapter with its settings. Adding an adapter is one line here. */
import { z } from 'zod';
import { botiumConfigSchema } from './botium.js';
import { directLineConfigSchema } from './direct-line.js';
import { httpConfigSchema } from './http.js';
import { openaiConfigSchema } from './openai.js';
import { rasaConfigSchema } from './rasa.js';
import { stdioConfigSchema } from './stdio.js';
import { websocketConfigSchema } from './websocket.js';

export type { HttpConfig, TlsConfig } from './http.js';
export type { CallbackConfig, PollConfig, ReplyMapConfig, SessionConfig, StreamConfig } from './http-answer.js';
export type { HttpRequestConfig, SignStep } from './http-request.js';
export type { OpenaiConfig } from './openai.js';

const text = z.string().min(1);

const ADAPTERS = {
  module: text.describe('Path of a module that exports reply(request, signal).'),
  http: httpConfigSchema,
  websocket: websocketConfigSchema,
  openai: openaiConfigSchema,
  stdio: stdioConfigSchema,
  rasa: rasaConfigSchema,
  direct_line: directLineConfigSchema,
  botium: botiumConfigSchema,
  transcript: text.describe('Recorded replies: a JSONL, CSV or TSV file, or the folder of a run.'),
} as const;
type AdapterName = keyof typeof ADAPTERS;

/** Names of the adapters, in the order in which messages list them. */
export const ADAPTER_NAMES = Object.keys(ADAPTERS) as readonly AdapterName[];

export const botConfigSchema = z
  .strictObject({
    name: text,
    ...z.strictObject(ADAPTERS).partial().shape,
    options: z.record(z.string(), z.unknown()).optional().describe('Handed to open() of a module.'),
  })
  .refine((bot) => ADAPTER_NAMES.filter((name) => bot[name] !== undefined).length === 1, {
    error: `a bot has exactly one of ${ADAPTER_NAMES.join(', ')}`,
  })
  .refine((bot) => bot.options === undefined || bot.module !== undefined, { error: 'options goes with module' });
export type BotConfig = z.infer<typeof botConfigSchema>;
