/** Adapters to bots: modules, HTTP services, processes over stdio, recorded transcripts. */
export { parseBotSpec } from './bot-spec.js';
export { createBot } from './create-bot.js';
