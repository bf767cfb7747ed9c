/** Objects of the configuration that refuse a key they do not know, and say which one was meant. */
import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { nearest } from '../nearest.js';

/** `z.strictObject`, whose message for an unknown key names the known ones, and the nearest first when it is near. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? unknownKeys(issue.keys as readonly string[], known) : undefined),
  });
}

function unknownKeys(keys: readonly string[], known: readonly string[]): string {
  const shown = keys.map((key) => {
    const near = nearest(key, known);
    const meant = distance(key, near) <= Math.max(1, Math.floor(key.length / 3)) ? `, did you mean "${near}"?` : '';
    return `unknown key "${key}"${meant}`;
  });
  return `${shown.join('; ')} (expected ${known.join(', ')})`;
}
