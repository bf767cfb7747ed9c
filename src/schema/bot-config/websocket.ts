/** `websocket` of a bot: a service that speaks the protocol in frames of JSON. */
import { z } from 'zod';

export const websocketConfigSchema = z.strictObject({
  url: z.url({ protocol: /^wss?$/ }),
  connection: z.enum(['conversation', 'shared']).optional().describe('A connection each conversation (default), or one for all.'),
  subprotocols: z.array(z.string().min(1)).optional().describe('Offered in this order; env:NAME is taken from the environment.'),
  headers: z.record(z.string(), z.string()).optional().describe('Of the handshake. env:NAME is taken from the environment.'),
  ping_ms: z
    .int()
    .min(1)
    .optional()
    .describe('Ping that often; a connection whose pong does not come before the next is given up.'),
  max_reply_bytes: z.int().min(1).optional(),
});
