/** `rasa` of a bot: a Rasa server with its REST channel, and its HTTP API for the intents. */
import { z } from 'zod';

const names = z.record(z.string(), z.string().min(1).nullable());

export const rasaConfigSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  channel: z
    .string()
    .regex(/^[\w.-]+$/)
    .optional()
    .describe('Name of the REST channel in the path of its webhook; default rest.'),
  token: z
    .string()
    .min(1)
    .optional()
    .describe('Token of the server, sent as a query parameter; env:NAME takes it from the environment.'),
  headers: z.record(z.string(), z.string()).optional().describe('Such as authorization: "Bearer env:JWT".'),
  parse: z.boolean().optional().describe('Ask /model/parse for intents and entities; default true.'),
  intent_names: names.optional().describe('Name of an intent in Rasa → its name in the dataset; null: none was recognised.'),
  slot_names: names.optional().describe('Name of an entity in Rasa → its slot in the dataset; null: left out.'),
  restart: z.boolean().optional().describe('Send /restart at the end of each conversation; default false.'),
  max_reply_bytes: z.int().min(1).optional(),
});
