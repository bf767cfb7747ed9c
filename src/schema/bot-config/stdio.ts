/** `stdio` of a bot: a program that reads and writes lines. */
import { z } from 'zod';

export const stdioConfigSchema = z.strictObject({
  command: z.string().min(1),
  args: z.array(z.string()).optional(),
  cwd: z.string().min(1).optional(),
  start_timeout_ms: z.number().min(1).optional(),
  processes: z.int().min(1).max(256).optional().describe('Processes side by side; a conversation stays with one. Default 1.'),
  stderr_file: z.string().min(1).optional().describe('Keeps all of their standard error, up to 16 MiB.'),
  max_reply_bytes: z.int().min(1).optional(),
});
