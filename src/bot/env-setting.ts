/** A setting that is a secret: written as `env:NAME`, filled in before the run. */
import { HarnessError } from '../schema/index.js';
import { MASKED } from './secrets.js';

const REFERENCE = /^env:(\S+)$/;

/**
 * The value of a secret setting: that of the variable for `env:NAME`, else the text itself. `field` is its place in the configuration.
 * @throws HarnessError E_BOT_SPEC when the variable is missing or empty.
 */
export function secretSetting(configured: string, field: string, env: Readonly<Record<string, string | undefined>>): string {
  const name = REFERENCE.exec(configured)?.[1];
  if (name === undefined) return configured;
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  const message = `the environment variable ${name} is not set`;
  throw new HarnessError({ code: 'E_BOT_SPEC', field, message, mend: `set ${name} before the run` });
}

/** The setting as the manifest may show it: `env:NAME` as it is, anything else masked. */
export function describeSecret(configured: string): string {
  return REFERENCE.test(configured) ? configured : MASKED;
}
