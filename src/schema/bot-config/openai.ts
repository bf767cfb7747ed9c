/** `openai` of a bot: a model behind a server that speaks chat completions. */
import { z } from 'zod';
import { strict } from './strict.js';

const text = z.string().min(1);

/** What a reply may state beside its text. */
export const OPENAI_FIELDS = ['intents', 'slots', 'products', 'handoff', 'emotion'] as const;
/** What the adapter itself says in a request: `extra` must not. */
const OWN_FIELDS = ['model', 'messages', 'stream'] as const;

const perMillion = z.number().min(0);

export const openaiConfigSchema = strict({
  base_url: z.url({ protocol: /^https?$/ }).describe('Up to and with the version: https://host/v1.'),
  model: text,
  api_key: z
    .string()
    .regex(/^env:\S+$/, { error: 'expected env:NAME, the variable that holds the key' })
    .optional(),
  system: text.optional().describe('What the model is told first; default a sentence on the job.'),
  system_file: text.optional().describe('A text file instead of system.'),
  intents: z
    .union([z.array(text).min(1), text])
    .optional()
    .describe('Names to choose from, or a file of them: YAML or JSON with a list or intents:, or one a line.'),
  catalogue: text.optional().describe('A file that is put into the prompt; products are asked for.'),
  faq: text.optional().describe('A file that is put into the prompt.'),
  max_prompt_bytes: z.int().min(1).optional().describe('Of the whole system prompt; default 256 KiB.'),
  format: z
    .enum(['json_schema', 'json_object', 'text'])
    .optional()
    .describe('How the fields of a reply are asked for; default json_schema. text asks for the text alone.'),
  fields: z
    .array(z.enum(OPENAI_FIELDS))
    .optional()
    .describe(
      'Asked for beside the text; default handoff, emotion, slots, intents where there are some, products with a catalogue.',
    ),
  stream: z.boolean().optional(),
  temperature: z.number().min(0).optional().describe('Default 0.'),
  seed: z.int().optional().describe('Default 0.'),
  max_tokens: z.int().min(1).optional(),
  prices: strict({ input: perMillion, output: perMillion }).optional().describe('Per million tokens, for the cost.'),
  extra: z
    .record(z.string(), z.json())
    .optional()
    .describe('Further fields of the request; null takes one of ours out, such as seed: null.'),
  max_in_flight: z.int().min(1).optional().describe('Calls at once; after a 429 half as many, then slowly more.'),
  max_reply_bytes: z.int().min(1).optional(),
})
  .refine((openai) => openai.system === undefined || openai.system_file === undefined, {
    error: 'one of system and system_file',
    path: ['system_file'],
  })
  .refine((openai) => OWN_FIELDS.every((name) => openai.extra?.[name] === undefined), {
    error: `${OWN_FIELDS.join(', ')} are not for extra`,
    path: ['extra'],
  })
  .refine((openai) => openai.fields?.includes('intents') !== true || openai.intents !== undefined, {
    error: 'intents among the fields needs intents to choose from',
    path: ['fields'],
  });
export type OpenaiConfig = z.infer<typeof openaiConfigSchema>;
