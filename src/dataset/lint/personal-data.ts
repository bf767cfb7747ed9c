/** Personal data that must not be in a dataset: telephone and identity numbers, bank cards, mail and street addresses. */
import { textsOf } from './control-character.js';
import type { Rule } from './rule.js';

interface Kind {
  readonly name: string;
  readonly pattern: RegExp;
  /** What the pattern cannot say, such as a check digit. */
  readonly confirm?: (match: string) => boolean;
}

const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999: the last character is a check digit, modulo 11. */
function isIdentityNumber(text: string): boolean {
  const sum = IDENTITY_WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase();
}

/** ISO/IEC 7812: the digit sum with every second digit doubled divides by ten. */
function isCardNumber(text: string): boolean {
  const digits = [...text.replace(/[ -]/g, '')].reverse().map(Number);
  const sum = digits.reduce((total, digit, i) => total + (i % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0);
  return digits.length >= 15 && new Set(digits).size > 2 && sum % 10 === 0;
}

const NUMBERS: readonly Kind[] = [
  {
    name: 'an identity number',
    pattern: /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g,
    confirm: isIdentityNumber,
  },
  { name: 'a mobile number', pattern: /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g },
  { name: 'a telephone number', pattern: /(?<!\d)(?:0\d{2,3}-\d{7,8}|\+(?:1|44)[ -]?\d{3,4}[ -]?\d{3}[ -]?\d{3,4})(?!\d)/g },
  { name: 'a bank card number', pattern: /(?<!\d)\d(?:[ -]?\d){14,18}(?!\d)/g, confirm: isCardNumber },
];

const ADDRESSES: readonly Kind[] = [
  { name: 'a mail address', pattern: /[\w.+-]+@[\w-]+\.[a-z]{2,}/gi },
  { name: 'a street address', pattern: /[\p{Script=Han}]{2,8}(?:路|街|大道|巷|弄|胡同)\d+(?:弄|号)(?!线)/gu },
  { name: 'a flat', pattern: /\d+(?:号楼|栋|幢)(?:\d+单元)?\d{3,4}(?:室|房)?/g },
  { name: 'a street address', pattern: /\b\d{1,4} [A-Z][a-z]+ (?:Street|Road|Avenue|Lane|Drive|Close)\b/g },
];

function passOver(kinds: readonly Kind[]): Rule['open'] {
  return (report) => ({
    see(dialogue, place) {
      for (const [turn, content] of dialogue.turns.entries()) {
        for (const [field, text] of textsOf(content)) {
          for (const { name, pattern, confirm } of kinds) {
            const found = (text.match(pattern) ?? []).find((match) => confirm?.(match) ?? true);
            if (found === undefined) continue;
            // The finding itself must not spread what it complains about.
            const message = `holds what looks like ${name} (${[...found][0]}…, ${[...found].length} characters)`;
            report({ message, mend: 'replace it by a made-up one that cannot exist', dialogue: dialogue.id, place, turn, field });
          }
        }
      }
    },
  });
}

export const personalNumber: Rule = {
  id: 'personal-number',
  severity: 'error',
  says: 'A text holds what looks like a telephone, identity or bank card number.',
  open: passOver(NUMBERS),
};

export const personalAddress: Rule = {
  id: 'personal-address',
  severity: 'warning',
  says: 'A text holds what looks like a mail or street address.',
  open: passOver(ADDRESSES),
};
