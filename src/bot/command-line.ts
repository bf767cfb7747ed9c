/** Splits a command line into words as a shell would, quotes honoured, nothing expanded, no shell asked. */

/**
 * 'single quotes' keep everything, "double quotes" all but `\"` and `\\`; outside of them a backslash escapes white space, quotes
 * and itself, and otherwise stands for itself (Windows paths). Adjoining parts are one word; `''` is an empty word.
 * `undefined` when a quote is not closed. White space alone gives no words.
 */
export function splitCommandLine(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let i = 0; i < line.length; i += 1) {
    const char = line.charAt(i);
    const next = line.charAt(i + 1);
    if (char === '\\' && quote !== "'" && escapable(next, quote)) {
      word = (word ?? '') + next;
      i += 1;
    } else if (quote === undefined && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (char === quote) quote = undefined;
    else if (quote === undefined && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  if (quote !== undefined) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}

function escapable(next: string, quote: string | undefined): boolean {
  return quote === '"' ? next === '"' || next === '\\' : /^[\s"'\\]$/.test(next);
}
