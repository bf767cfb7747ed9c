/** A bounded memory of recent results of a pure function of a string. */

/** Of a text longer than 64 only as many characters, evenly spread, tell where it is kept. */
const SAMPLED_BITS = 6;

function placeOf(text: string): number {
  const step = 1 + (text.length >> SAMPLED_BITS);
  let hash = text.length;
  for (let i = 0; i < text.length; i += step) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

/**
 * Wraps `compute` so that about the last `places` (a power of two) results are kept: one a place, the newer in the room of the
 * older. Long texts are computed anew, so that memory stays bounded in characters too.
 */
export function remembered<T>(compute: (text: string) => T, places = 2048, longest = 4096): (text: string) => T {
  const texts = new Array<string | undefined>(places).fill(undefined);
  const values = new Array<T | undefined>(places).fill(undefined);
  return (text) => {
    if (text.length > longest) return compute(text);
    const place = placeOf(text) & (places - 1);
    if (texts[place] === text) return values[place] as T;
    const value = compute(text);
    texts[place] = text;
    values[place] = value;
    return value;
  };
}
