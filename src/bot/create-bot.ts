/** The registry of adapters: one line each, loaded when a configuration asks for it. */
import { ADAPTER_NAMES, type BotConfig, type BotPort, botConfigSchema, HarnessError, problemsOf } from '../schema/index.js';
import type { BotContext } from './context.js';

type CreateAdapter = (config: BotConfig, context: BotContext) => BotPort | Promise<BotPort>;

const ADAPTERS = {
  module: async (): Promise<CreateAdapter> => (await import('./module.js')).createModuleBot,
  http: async (): Promise<CreateAdapter> => (await import('./http.js')).createHttpBot,
  openai: async (): Promise<CreateAdapter> => (await import('./openai.js')).createOpenaiBot,
  websocket: async (): Promise<CreateAdapter> => (await import('./websocket.js')).createWebsocketBot,
  stdio: async (): Promise<CreateAdapter> => (await import('./stdio-pool.js')).createStdioBot,
  rasa: async (): Promise<CreateAdapter> => (await import('./rasa.js')).createRasaBot,
  direct_line: async (): Promise<CreateAdapter> => (await import('./direct-line.js')).createDirectLineBot,
  botium: async (): Promise<CreateAdapter> => (await import('./botium.js')).createBotiumBot,
  transcript: async (): Promise<CreateAdapter> => (await import('./transcript.js')).createTranscriptBot,
} as const satisfies Record<(typeof ADAPTER_NAMES)[number], unknown>;

/**
 * The port of the configured bot. Modules are loaded here; processes and recordings are started and read by `open()`.
 * @throws HarnessError E_BOT_SPEC (configuration, missing environment variable) or E_BOT_MODULE.
 */
export async function createBot(config: BotConfig, context: BotContext): Promise<BotPort> {
  const parsed = botConfigSchema.safeParse(config);
  if (!parsed.success) throw new HarnessError(problemsOf(parsed.error, 'E_BOT_SPEC'));
  const kind = ADAPTER_NAMES.find((name) => config[name] !== undefined) as keyof typeof ADAPTERS;
  const create = await ADAPTERS[kind]();
  return create(config, context);
}
