/** Bare numbers: those of a text that belong to no quantity, as in T2, IP67 and 10号线. */
import { isDigitUnit } from './phrase-table.js';
import type { TypedFact } from './typed-fact.js';

const DOT = 46;

/** Where the number that starts at `start` ends: 12, 1.5. */
function endOfNumber(form: string, start: number): number {
  let end = start;
  while (isDigitUnit(form.charCodeAt(end))) end += 1;
  if (form.charCodeAt(end) !== DOT || !isDigitUnit(form.charCodeAt(end + 1))) return end;
  end += 1;
  while (isDigitUnit(form.charCodeAt(end))) end += 1;
  return end;
}

const NONE: readonly BareNumber[] = [];

export interface BareNumber {
  /** As written. */
  readonly text: string;
  readonly start: number;
}

/** The numbers of a text in matching form outside its facts. */
export function bareNumbersOf(form: string, facts: readonly TypedFact[]): readonly BareNumber[] {
  let found: BareNumber[] | undefined;
  let next = 0;
  for (let start = 0; start < form.length; start += 1) {
    if (!isDigitUnit(form.charCodeAt(start))) continue;
    const end = endOfNumber(form, start);
    while (next < facts.length && (facts[next] as TypedFact).end <= start) next += 1;
    const fact = facts[next];
    if (fact === undefined || start < fact.start) {
      found ??= [];
      found.push({ text: form.slice(start, end), start });
    }
    start = end;
  }
  return found ?? NONE;
}
