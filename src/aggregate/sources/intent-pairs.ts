/** Gold and predicted intent of a labelled turn. */
import { NO_PREDICTION } from '../../schema/index.js';
import { NO_NAME, type SampleSource } from '../statistic.js';

/** With several gold intents a turn counts for the predicted one if it is among them, else for the first. */
export const INTENT_PAIRS: SampleSource = {
  values: ['count', 'count'],
  of: ({ intent }, names) => {
    const first = intent?.gold[0];
    if (intent === undefined || first === undefined) return undefined;
    // A bot that states the name for "nothing" has stated nothing.
    const stated = intent.predicted[0];
    if (stated === undefined || stated === NO_PREDICTION) return [names.indexOf(first), NO_NAME];
    const gold = intent.gold.includes(stated) ? stated : first;
    return [names.indexOf(gold), names.indexOf(stated)];
  },
};
