/** The options of a module bot as the manifest may state them: plain JSON, secrets masked. */
import { MASKED, type Mask, SECRET_NAME } from './secrets.js';

const MAX_DEPTH = 8;

/** A JSON copy of `value`: values under secret-looking names become `***`, what JSON has no word for its kind in brackets. */
export function describeOptions(value: unknown, mask: Mask, depth = 0): unknown {
  if (typeof value === 'string') return mask(value);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : `(${value})`;
  if (typeof value !== 'object') return `(${typeof value})`;
  if (depth >= MAX_DEPTH) return '(nested)';
  if (Array.isArray(value)) return value.map((item) => describeOptions(item, mask, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_NAME.test(key) && typeof item === 'string' ? MASKED : describeOptions(item, mask, depth + 1),
    ]),
  );
}
