/** The settings of a model as the manifest states them: all that can move a result, no secret, and the prompt by its digest. */
import { createHash } from 'node:crypto';
import type { OpenaiConfig } from '../schema/index.js';
import { describeUrl } from './http-description.js';
import { MASKED, SECRET_NAME } from './secrets.js';

export function describeOpenai(config: OpenaiConfig, system: string): Readonly<Record<string, unknown>> {
  const { base_url, system: _, ...settings } = config;
  const prompt = { sha256: createHash('sha256').update(system).digest('hex'), bytes: Buffer.byteLength(system) };
  const described = { base_url: describeUrl(base_url), format: 'json_schema', temperature: 0, seed: 0, ...settings, prompt };
  // `api_key` is a reference by its schema; a text of `extra` may be a secret.
  return JSON.parse(JSON.stringify(described, (key, value) => (isSecret(key, value) ? MASKED : value)));
}

const isSecret = (key: string, value: unknown): boolean =>
  typeof value === 'string' && SECRET_NAME.test(key) && !/^env:\S+$/.test(value);
