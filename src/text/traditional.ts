/** Traditional → simplified, character by character, from OpenCC's table; parsed at the first non-ASCII character. */
import pairs from 'opencc-js/dict/TSCharacters';

let table: ReadonlyMap<string, string> | undefined;

function load(): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const pair of pairs.split('|')) {
    const [from, to] = pair.split(' ');
    if (from !== undefined && to !== undefined) map.set(from, to);
  }
  return map;
}

/** The simplified form of one character (a code point as a string); the character itself when it has none. */
export function simplifyCharacter(character: string): string {
  table ??= load();
  return table.get(character) ?? character;
}
