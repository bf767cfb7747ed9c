/** `http` of a bot: a service that takes a request a turn. */
import { z } from 'zod';

export const httpConfigSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  headers: z.record(z.string(), z.string()).optional().describe('A value of the form env:NAME is taken from the environment.'),
  max_reply_bytes: z.int().min(1).optional(),
});
