/** `direct_line` of a bot: a Bot Framework bot, or Copilot Studio agent, behind Direct Line 3.0. */
import { z } from 'zod';

const path = z.string().min(1);

export const directLineConfigSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Default https://directline.botframework.com/v3/directline'),
  secret: z
    .string()
    .min(1)
    .optional()
    .describe('Secret or token, as env:NAME. Default: the variable DIRECT_LINE_SECRET when there is one.'),
  user: z.string().min(1).optional().describe('Id of the shopper; default shopreplay.'),
  receive: z
    .enum(['poll', 'stream'])
    .optional()
    .describe('Ask for activities (default), or take them from the stream that the service offers.'),
  poll_ms: z.int().min(1).optional().describe('Wait between two polls; default 200.'),
  quiet_ms: z.int().min(1).optional().describe('A reply is whole when nothing more has come for so long; default 1000.'),
  map: z
    .strictObject({ intents: path, slots: path, products: path, handoff: path, emotion: path, usage: path })
    .partial()
    .optional()
    .describe('Field of the reply → dotted path in an activity, such as channelData.nlu.intents.'),
  max_reply_bytes: z.int().min(1).optional(),
});
