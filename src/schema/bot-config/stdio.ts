/** `stdio` of a bot: a program that reads and writes lines. */
import { z } from 'zod';

export const stdioConfigSchema = z.strictObject({
  command: z.string().min(1),
  args: z.array(z.string()).optional(),
  cwd: z.string().min(1).optional(),
  start_timeout_ms: z.number().min(1).optional(),
  max_reply_bytes: z.int().min(1).optional(),
});
