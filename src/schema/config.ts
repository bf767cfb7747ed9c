/** shopreplay.config.{ts,js,mjs,json,yaml}: the decoder of the whole configuration. */
import { z } from 'zod';
import { gateSchema } from './gate.js';
import { HISTORY_MODES } from './manifest.js';
import { upliftConfigSchema } from './uplift.js';

const text = z.string().min(1);

/** Bot of the configuration: a name and exactly one adapter key. */
export const botConfigSchema = z
  .strictObject({
    name: text,
    module: text.optional().describe('Path of a module that exports reply(request, signal).'),
    options: z.record(z.string(), z.unknown()).optional().describe('Handed to open() of a module.'),
    http: z
      .strictObject({
        url: z.url({ protocol: /^https?$/ }),
        headers: z
          .record(z.string(), z.string())
          .optional()
          .describe('A value of the form env:NAME is taken from the environment.'),
        max_reply_bytes: z.int().min(1).optional(),
      })
      .optional(),
    stdio: z
      .strictObject({
        command: text,
        args: z.array(z.string()).optional(),
        cwd: text.optional(),
        start_timeout_ms: z.number().min(1).optional(),
        max_reply_bytes: z.int().min(1).optional(),
      })
      .optional(),
    transcript: text.optional().describe('JSONL of recorded replies.'),
  })
  .refine((bot) => [bot.module, bot.http, bot.stdio, bot.transcript].filter((x) => x !== undefined).length === 1, {
    error: 'a bot has exactly one of module, http, stdio, transcript',
  })
  .refine((bot) => bot.options === undefined || bot.module !== undefined, { error: 'options goes with module' });
export type BotConfig = z.infer<typeof botConfigSchema>;

export const configSchema = z.strictObject({
  bots: z.array(botConfigSchema).min(1).optional(),
  datasets: z.array(text).min(1).optional(),
  split: text.optional(),
  history: z.enum(HISTORY_MODES).optional(),
  trials: z.int().min(1).optional(),
  seed: z.int().min(0).max(0xffffffff).optional(),
  timeout: z.number().min(1).optional().describe('Milliseconds a reply.'),
  retries: z.int().min(0).max(10).optional(),
  maxConcurrency: z.int().min(1).max(1024).optional(),
  maxErrorRate: z.number().min(0).max(1).optional().describe('Share of failed calls above which the run exits with 3.'),
  metrics: z.array(text).min(1).optional(),
  resamples: z.int().min(0).max(100_000).optional().describe('Bootstrap resamples of the intervals.'),
  gates: z.array(gateSchema).optional(),
  inconclusive: z.enum(['pass', 'fail', 'inconclusive']).optional(),
  uplift: z.union([upliftConfigSchema, z.literal(false)]).optional(),
  reporters: z.array(text).min(1).optional(),
  out: text.optional(),
});
export type Config = z.infer<typeof configSchema>;

/** Typed identity, for configuration files in TypeScript. */
export function defineConfig(config: Config): Config {
  return config;
}
