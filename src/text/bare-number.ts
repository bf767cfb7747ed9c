/** Bare numbers: those of a text that belong to no quantity, as in T2, IP67 and 10号线. */
import type { TypedFact } from './typed-fact.js';

const NUMBER = /\d+(?:\.\d+)?/g;
const NONE: readonly BareNumber[] = [];

export interface BareNumber {
  /** As written. */
  readonly text: string;
  readonly start: number;
}

/** The numbers of a text in matching form outside its facts. */
export function bareNumbersOf(form: string, facts: readonly TypedFact[]): readonly BareNumber[] {
  if (!/\d/.test(form)) return NONE;
  const found: BareNumber[] = [];
  let next = 0;
  for (const { 0: text, index } of form.matchAll(NUMBER)) {
    while (next < facts.length && (facts[next] as TypedFact).end <= index) next += 1;
    const fact = facts[next];
    if (fact === undefined || index < fact.start) found.push({ text, start: index });
  }
  return found;
}
