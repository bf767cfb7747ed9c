/** `botium` of a bot: any connector of Botium, by the capabilities of a botium.json. */
import { z } from 'zod';

export const botiumConfigSchema = z.strictObject({
  config: z.string().min(1).describe('Path of a botium.json; env:NAME in a capability is taken from the environment.'),
  quiet_ms: z.int().min(1).optional().describe('A reply is whole when nothing more has come for so long; default 500.'),
  max_reply_bytes: z.int().min(1).optional(),
});
