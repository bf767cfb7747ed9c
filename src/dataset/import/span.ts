/** Offsets into a text as Python counts them, by code points; an emoji is one, where JavaScript counts two. */

/** How to mend a span that does not fit. */
export const SPAN_MEND = 'correct the offsets: they count characters from 0, and the end is not included';

/** The text from `start` up to `end`; undefined when the offsets do not lie in it, or the wrong way round. */
export function spanOf(text: string, start: unknown, end: unknown): string | undefined {
  if (!Number.isInteger(start) || !Number.isInteger(end)) return undefined;
  const [from, to] = [start as number, end as number];
  const characters = /[\ud800-\udfff]/.test(text) ? [...text] : undefined;
  const length = characters?.length ?? text.length;
  if (from < 0 || to <= from || to > length) return undefined;
  return characters === undefined ? text.slice(from, to) : characters.slice(from, to).join('');
}
