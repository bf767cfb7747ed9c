/** The form of a model's answer: as a JSON schema for servers that hold to one, and in words for those that do not. */

export interface ReplyFields {
  /** Names to choose from. */
  readonly intents: readonly string[] | undefined;
  readonly slots: boolean;
  readonly products: boolean;
  readonly handoff: boolean;
  readonly emotion: boolean;
}

type Schema = Readonly<Record<string, unknown>>;

/** Strict schemas know no optional keys and no free ones: every key is required, slots are pairs. */
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const list = (items: Schema): Schema => ({ type: 'array', items });
const STRING: Schema = { type: 'string' };

export function replySchema({ intents, slots, products, handoff, emotion }: ReplyFields): Schema {
  return object({
    text: STRING,
    ...(intents === undefined
      ? {}
      : { intents: list(object({ name: { type: 'string', enum: intents }, confidence: { type: 'number' } })) }),
    ...(slots ? { slots: list(object({ name: STRING, value: STRING })) } : {}),
    ...(products ? { products: list(STRING) } : {}),
    ...(handoff ? { handoff: { type: 'boolean' } } : {}),
    ...(emotion ? { emotion: STRING } : {}),
  });
}

export function describeFields({ intents, slots, products, handoff, emotion }: ReplyFields): string {
  const lines = [
    'text: the answer to the shopper',
    intents === undefined
      ? undefined
      : `intents: what the last message is about, best first, each with name and confidence from 0 to 1; [] when none fits. Names: ${intents.join(', ')}`,
    slots ? 'slots: what the last message states, as a list of name and value' : undefined,
    products ? 'products: ids of the products that you recommend, best first; [] for none' : undefined,
    handoff ? 'handoff: true when a person must take over, else false' : undefined,
    emotion ? 'emotion: of the shopper, one of neutral, happy, hesitant, hurried, anxious, disappointed, angry' : undefined,
  ];
  const keys = lines.filter((line) => line !== undefined).map((line) => `- ${line}`);
  return `# Form of the answer\n\nOne JSON object and nothing else, with these keys:\n${keys.join('\n')}`;
}
