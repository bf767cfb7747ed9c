/** All rules that look at dialogues alone, in the order in which they are listed. */
import { dominantIntent, rareIntent, untrainedIntent } from './balance.js';
import { missingLabel } from './completeness.js';
import { controlCharacter } from './control-character.js';
import { unreadFact } from './fact.js';
import { ungroundedNumber, wrongDerivation } from './grounding.js';
import { personalAddress, personalNumber } from './personal-data.js';
import type { Rule } from './rule.js';
import { leakedDialogue, leakedTurn, twinDialogue } from './twins.js';
import { variantCopy, variantLabel, variantTurnCopy } from './variant.js';

export const RULES: readonly Rule[] = [
  controlCharacter,
  personalNumber,
  personalAddress,
  missingLabel,
  rareIntent,
  dominantIntent,
  untrainedIntent,
  twinDialogue,
  leakedDialogue,
  leakedTurn,
  variantCopy,
  variantTurnCopy,
  variantLabel,
  unreadFact,
  wrongDerivation,
  ungroundedNumber,
];
