/** A bounded memory of recent results of a pure function of a string. */

/**
 * Wraps `compute` so that the last results are kept, at most `2 × limit` of them (two generations; the older is dropped whole).
 * Long texts are computed anew, so that memory stays bounded in characters too.
 */
export function remembered<T>(compute: (text: string) => T, limit = 1024, longest = 4096): (text: string) => T {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (text) => {
    const known = young.get(text);
    if (known !== undefined) return known;
    const value = old.get(text) ?? compute(text);
    if (text.length > longest) return value;
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(text, value);
    return value;
  };
}
