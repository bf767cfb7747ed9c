/** shopreplay.config.{ts,js,mjs,json,yaml}: the decoder of the whole configuration. */
import { z } from 'zod';
import { botConfigSchema } from './bot-config/index.js';
import { gateSchema } from './gate.js';
import { embeddingsConfigSchema, judgeConfigSchema } from './judge.js';
import { HISTORY_MODES } from './manifest.js';
import { upliftConfigSchema } from './uplift.js';

const text = z.string().min(1);

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
  judge: judgeConfigSchema.optional(),
  embeddings: embeddingsConfigSchema.optional(),
  reporters: z.array(text).min(1).optional(),
  out: text.optional(),
});
export type Config = z.infer<typeof configSchema>;

/** Typed identity, for configuration files in TypeScript. */
export function defineConfig(config: Config): Config {
  return config;
}
