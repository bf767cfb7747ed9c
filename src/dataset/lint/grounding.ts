/** Numbers of references and gold replies that nothing supports: neither catalogue nor FAQ, the dialogue, nor a stated sum. */
import type { Dialogue, Turn } from '../../schema/index.js';
import { factsOf, matchingForm, type TypedFact } from '../../text/index.js';
import { textsOf } from './control-character.js';
import { derivationsOf } from './derivation.js';
import type { Rule } from './rule.js';

/** Quantities and bare numbers that somebody has said. */
class Grounds {
  private readonly facts = new Set<string>();
  private readonly numbers = new Set<number>();

  constructor(private readonly wider?: Grounds) {}

  add(text: string): void {
    const form = matchingForm(text);
    for (const fact of factsOf(text)) for (const key of keysOf(fact)) this.facts.add(key);
    for (const number of numbersIn(form)) this.numbers.add(number);
  }

  addNumber(value: number): void {
    this.numbers.add(value);
  }

  /** The quantity in its dimension, or else every number that it is written with. */
  hold(fact: TypedFact): boolean {
    return this.known(fact) || numbersIn(fact.text).every((number) => this.knowsNumber(number));
  }

  private known(fact: TypedFact): boolean {
    return keysOf(fact).every((key) => this.facts.has(key)) || (this.wider?.known(fact) ?? false);
  }

  private knowsNumber(number: number): boolean {
    return this.numbers.has(number) || (this.wider?.knowsNumber(number) ?? false);
  }
}

function keysOf({ dimension, low, high }: TypedFact): string[] {
  return [low, high].filter((bound) => Number.isFinite(bound) && bound !== 0).map((bound) => `${dimension} ${bound}`);
}

function numbersIn(text: string): number[] {
  return (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
}

/** 一罐, 两个: small counts are how people speak, not facts of the shop. */
function isTrivial({ dimension, low, high }: TypedFact): boolean {
  return dimension.startsWith('count:') && high <= 3 && low >= 0;
}

function groundsOf(dialogue: Dialogue, knowledge: Grounds): Grounds {
  const grounds = new Grounds(knowledge);
  for (const turn of dialogue.turns) {
    grounds.add(turn.utterance);
    for (const value of Object.values(turn.label?.slots ?? {})) grounds.add(String(value));
    for (const { result } of derivationsOf(turn)) if (result !== undefined) grounds.addNumber(result);
  }
  return grounds;
}

/** The gold reply is usually the first reference, and is judged as such. */
function isRepeated(field: string, { gold_reply: reply, label }: Turn): boolean {
  return field === 'gold_reply' && reply !== undefined && (label?.answer?.references?.includes(reply) ?? false);
}

export const ungroundedNumber: Rule = {
  id: 'ungrounded-number',
  severity: 'warning',
  says: 'A reference states a quantity that neither catalogue, FAQ, the shopper nor `meta.derive` supports.',
  open: (report, { knowledge }) => {
    if (knowledge === undefined) return undefined;
    const shop = new Grounds();
    shop.add(knowledge);
    return {
      see(dialogue, place) {
        // Variants carry the references of their parent.
        if (dialogue.parent !== undefined) return;
        const grounds = groundsOf(dialogue, shop);
        for (const [turn, content] of dialogue.turns.entries()) {
          for (const [field, text] of textsOf(content)) {
            if (field === 'utterance' || isRepeated(field, content)) continue;
            const loose = factsOf(text).filter((fact) => !isTrivial(fact) && !grounds.hold(fact));
            if (loose.length === 0) continue;
            const said = [...new Set(loose.map((fact) => fact.text))].join(', ');
            const message = `states ${said}, which neither catalogue, FAQ nor the shopper holds`;
            report({
              message,
              mend: 'correct it, or state the sum in meta.derive, such as "268*2 = 536"',
              dialogue: dialogue.id,
              place,
              turn,
              field,
            });
          }
        }
      },
    };
  },
};

export const wrongDerivation: Rule = {
  id: 'wrong-derivation',
  severity: 'error',
  says: 'An equation of `meta.derive` cannot be read, or its sides differ.',
  open: (report) => ({
    see(dialogue, place) {
      if (dialogue.parent !== undefined) return;
      for (const [turn, content] of dialogue.turns.entries()) {
        for (const { text, result } of derivationsOf(content)) {
          if (result !== undefined) continue;
          const message = `"${text}" is no equation whose sides agree`;
          report({
            message,
            mend: 'write numbers, + - * / and brackets with one =',
            dialogue: dialogue.id,
            place,
            turn,
            field: 'meta.derive',
          });
        }
      }
    },
  }),
};
