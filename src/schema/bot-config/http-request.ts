/** What a request of an HTTP bot is made of: address, headers, query, body, and the steps that sign it. */
import { z } from 'zod';
import { strict } from './strict.js';

export const SIGN_ALGORITHMS = ['md5', 'sha1', 'sha256', 'hmac-md5', 'hmac-sha1', 'hmac-sha256', 'none'] as const;
export const SIGN_ENCODINGS = ['hex', 'HEX', 'base64', 'base64url'] as const;

const name = z.string().min(1);

const targetSchema = strict({ header: name.optional(), query: name.optional(), body: name.optional() })
  .refine((to) => Object.values(to).filter((value) => value !== undefined).length === 1, {
    error: 'to names exactly one of header, query, body',
  })
  .describe('Where the value is put; without it the value is there for later steps and for {{sign.NAME}} in headers.');

export const signStepSchema = strict({
  name: z.string().regex(/^[A-Za-z_]\w*$/, { error: 'expected a name of letters, digits and _' }),
  algorithm: z.enum(SIGN_ALGORITHMS).describe('none encodes the text as it is.'),
  key: z.string().min(1).optional().describe('Template of the key; goes with hmac-*.'),
  text: z.string().describe('Template of what is signed; {{raw_body}}, {{sorted_params}}, earlier steps by name and others.'),
  encoding: z.enum(SIGN_ENCODINGS).optional().describe('Default hex.'),
  to: targetSchema.optional(),
}).refine((step) => (step.key !== undefined) === step.algorithm.startsWith('hmac-'), {
  error: 'hmac-* takes a key, the others take none',
  path: ['key'],
});
export type SignStep = z.infer<typeof signStepSchema>;

/** The keys that every request of an HTTP bot may have. */
export const requestShape = {
  url: z.url({ protocol: /^https?$/ }).describe('Path and query may hold {{templates}}.'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .describe('A value of the form env:NAME is taken from the environment; {{templates}} are filled in.'),
  query: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe('Added to the query of the URL.'),
  body: z.json().optional().describe('A template: a string that is one {{path}} alone becomes that JSON value.'),
  body_type: z.enum(['json', 'form', 'text']).optional().describe('Default json.'),
  sign: z.array(signStepSchema).min(1).optional().describe('Steps, in order; each sees what earlier ones have put in.'),
} as const;

/** A request beside the turns: one that opens or ends a session, or polls. */
export const sideRequestSchema = strict(requestShape);
export type HttpRequestConfig = z.infer<typeof sideRequestSchema>;
