/** `http` of a bot: a service that takes a request a turn. */
import { z } from 'zod';
import { callbackSchema, pollSchema, replyMapSchema, sessionSchema, streamSchema } from './http-answer.js';
import { requestShape, sideRequestSchema } from './http-request.js';
import { strict } from './strict.js';

const tlsSchema = strict({
  ca: z.string().min(1).optional().describe('PEM file of the authorities to trust instead of the usual ones.'),
  cert: z.string().min(1).optional().describe('PEM file of the client certificate.'),
  key: z.string().min(1).optional().describe('PEM file of its key.'),
  server_name: z.string().min(1).optional(),
  reject_unauthorized: z.boolean().optional().describe('false accepts any certificate: for tests only.'),
});
export type TlsConfig = z.infer<typeof tlsSchema>;

export const httpConfigSchema = strict({
  ...requestShape,
  max_reply_bytes: z.int().min(1).optional(),
  map: replyMapSchema.optional().describe('Where the fields of the reply stand in the body.'),
  join: z.string().optional().describe('Between several texts; default a line break.'),
  cookies: z.boolean().optional().describe('Keep cookies, a jar for each conversation.'),
  session: sessionSchema.optional().describe('A request before the first turn; its values are {{session.NAME}}.'),
  end: sideRequestSchema.optional().describe('A request after the last turn.'),
  stream: streamSchema.optional(),
  poll: pollSchema.optional().describe('The answer is fetched here; {{answer.…}} is the body of the first answer.'),
  callback: callbackSchema.optional().describe('The bot posts its answer to a small server of ours.'),
  proxy: z.string().min(1).optional().describe('URL of an HTTP proxy, or env:NAME.'),
  tls: tlsSchema.optional(),
  redirect: z.enum(['error', 'follow']).optional().describe('Default error; follow goes up to five.'),
  charset: z.enum(['utf-8', 'gb18030']).optional().describe('Of the answers; default what they state, else UTF-8.'),
})
  .refine((http) => [http.stream, http.poll, http.callback].filter((way) => way !== undefined).length <= 1, {
    error: 'an answer comes by one of stream, poll, callback',
  })
  .refine((http) => http.stream === undefined || http.map === undefined, {
    error: 'a stream is mapped by stream.final: move map there',
    path: ['map'],
  })
  .refine((http) => http.map === undefined || http.map.text !== undefined, { error: 'map needs text', path: ['map', 'text'] });
export type HttpConfig = z.infer<typeof httpConfigSchema>;
