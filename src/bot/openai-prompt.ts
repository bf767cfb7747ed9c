/** What a model is told before the dialogue: its job, what it may know, and the form of its answer. */
import { HarnessError, type OpenaiConfig } from '../schema/index.js';
import { intentNames, promptFile } from './openai-files.js';
import { describeFields, type ReplyFields, replySchema } from './openai-format.js';

export interface Prompt {
  readonly system: string;
  /** JSON schema of the answer; undefined when plain text is asked for. */
  readonly schema: Readonly<Record<string, unknown>> | undefined;
}

const MAX_PROMPT_BYTES = 262_144;
const JOB =
  'You are the shopping assistant of an online shop. Answer the last message of the shopper, briefly and in the language and script of the shopper. State no fact that you were not given; say so when you do not know.';

/** @throws HarnessError E_BOT_SPEC for a file that cannot be used, and for a prompt over its bound. */
export function preparePrompt(config: OpenaiConfig, baseDir: string): Prompt {
  const maxBytes = config.max_prompt_bytes ?? MAX_PROMPT_BYTES;
  const file = (path: string | undefined, name: string) =>
    path === undefined ? undefined : promptFile(path, baseDir, `openai.${name}`, maxBytes);
  const fields = config.format === 'text' ? undefined : fieldsOf(config, baseDir, maxBytes);
  const parts = [
    config.system ?? file(config.system_file, 'system_file') ?? JOB,
    section('Products of the shop', file(config.catalogue, 'catalogue')),
    section('Questions and answers of the shop', file(config.faq, 'faq')),
    fields === undefined ? undefined : describeFields(fields),
  ];
  const system = parts.filter((part) => part !== undefined).join('\n\n');
  assertBounded(system, maxBytes);
  return { system, schema: fields === undefined ? undefined : replySchema(fields) };
}

function fieldsOf(config: OpenaiConfig, baseDir: string, maxBytes: number): ReplyFields {
  const intents = config.intents === undefined ? undefined : intentNames(config.intents, baseDir, maxBytes);
  const wanted = new Set<string>(
    config.fields ?? ['intents', 'slots', 'handoff', 'emotion', ...(config.catalogue === undefined ? [] : ['products'])],
  );
  return {
    intents: wanted.has('intents') ? intents : undefined,
    slots: wanted.has('slots'),
    products: wanted.has('products'),
    handoff: wanted.has('handoff'),
    emotion: wanted.has('emotion'),
  };
}

const section = (title: string, text: string | undefined): string | undefined =>
  text === undefined ? undefined : `# ${title}\n\n${text}`;

function assertBounded(system: string, maxBytes: number): void {
  const bytes = Buffer.byteLength(system);
  if (bytes <= maxBytes) return;
  throw new HarnessError({
    code: 'E_BOT_SPEC',
    field: 'openai.max_prompt_bytes',
    message: `the prompt has ${bytes} bytes, over ${maxBytes}`,
    mend: 'give shorter files, or raise max_prompt_bytes',
  });
}
