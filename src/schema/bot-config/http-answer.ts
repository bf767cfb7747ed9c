/** How an HTTP bot answers: where its reply stands in a body, a stream, a polled address or a callback. */
import { z } from 'zod';
import { requestShape } from './http-request.js';
import { strict } from './strict.js';

const expression = z.string().min(1).describe('A jsonata expression.');

/** The fields of a reply that an expression can give; `error` fails the turn when it gives anything but false, null or "". */
export const replyMapSchema = strict({
  text: expression.optional(),
  id: expression.optional(),
  intents: expression.optional(),
  slots: expression.optional(),
  products: expression.optional(),
  handoff: expression.optional(),
  emotion: expression.optional(),
  usage: expression.optional(),
  error: expression.optional(),
});
export type ReplyMapConfig = z.infer<typeof replyMapSchema>;

export const streamSchema = strict({
  format: z.enum(['sse', 'ndjson', 'text']),
  delta: expression.optional().describe('Text of an event, over its data; default the data as it is.'),
  done: z
    .string()
    .min(1)
    .optional()
    .describe('An event whose data is this, [DONE] for one; any other text is a jsonata condition.'),
  final: replyMapSchema.optional().describe('Applied to the last event; a text replaces the joined one.'),
});
export type StreamConfig = z.infer<typeof streamSchema>;

export const pollSchema = strict({
  ...requestShape,
  every_ms: z.number().min(1).optional().describe('Pause between two requests; default 1000.'),
  until: expression.describe('Over the polled body: true when the answer is in it.'),
});
export type PollConfig = z.infer<typeof pollSchema>;

export const callbackSchema = strict({
  port: z.int().min(0).max(65_535).optional().describe('Default any free one; {{callback_url}} tells the bot.'),
  host: z.string().min(1).optional().describe('Address to listen at; default 127.0.0.1.'),
  path: z.string().regex(/^\//, { error: 'expected a path that begins with /' }).optional().describe('Default /callback.'),
  match: expression.describe('Over the body, with $query and $headers: the request or conversation id that is answered.'),
});
export type CallbackConfig = z.infer<typeof callbackSchema>;

export const sessionSchema = strict({
  ...requestShape,
  map: z.record(z.string().regex(/^\w+$/, { error: 'expected a name of letters, digits and _' }), expression).optional(),
});
export type SessionConfig = z.infer<typeof sessionSchema>;
