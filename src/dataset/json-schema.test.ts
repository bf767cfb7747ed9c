import { expect, test } from 'vitest';
import { dialogueJsonSchema, jsonSchemas } from './json-schema.js';

test('every schema has a draft, an id of its own and a title, and survives JSON', () => {
  const schemas = Object.values(jsonSchemas());
  expect(schemas.length).toBeGreaterThan(10);
  expect(new Set(schemas.map((schema) => schema.$id)).size).toBe(schemas.length);
  for (const schema of schemas) {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.title).toMatch(/\w/);
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  }
});

test('a dialogue needs id and turns, allows no other keys, and carries the descriptions', () => {
  const schema = dialogueJsonSchema();
  expect(schema).toMatchObject({
    type: 'object',
    required: ['id', 'turns'],
    additionalProperties: false,
    properties: { turns: { type: 'array', minItems: 1, items: { required: ['utterance'], additionalProperties: false } } },
  });
  expect(JSON.stringify(schema)).toContain('BCP 47 tag');
});
