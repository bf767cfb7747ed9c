/** Traditional → simplified, character by character, from OpenCC's table; parsed at the first non-ASCII character. */
import pairs from 'opencc-js/dict/TSCharacters';

let table: ReadonlyMap<string, string> | undefined;

function load(): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const pair of pairs.split('|')) {
    const [from, to] = pair.split(' ');
    if (from !== undefined && to !== undefined) map.set(from, to);
  }
  // 薴 → 苧 → 苎: the simplified form of one character is itself the traditional form of another.
  for (const [from, to] of map) {
    let end = to;
    for (let next = map.get(end); next !== undefined && next !== end && next !== from; next = map.get(end)) end = next;
    map.set(from, end);
  }
  return map;
}

/** The simplified form of one character (a code point as a string); the character itself when it has none. */
export function simplifyCharacter(character: string): string {
  table ??= load();
  return table.get(character) ?? character;
}
