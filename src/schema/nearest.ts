/** Which name a user meant who typed another. */
import { closest } from 'fastest-levenshtein';

/** The nearest by edits, among the names that start with what was typed where there are any. `names` is not empty. */
export function nearest(typed: string, names: readonly string[]): string {
  const begun = typed === '' ? [] : names.filter((name) => name.startsWith(typed));
  return closest(typed, begun.length > 0 ? begun : [...names]);
}
