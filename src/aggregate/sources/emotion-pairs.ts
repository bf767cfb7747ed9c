/** Gold and predicted emotion of a labelled turn. */
import { NO_NAME, type SampleSource } from '../statistic.js';

export const EMOTION_PAIRS: SampleSource = {
  values: ['count', 'count'],
  of: ({ emotion }, names) =>
    emotion === undefined
      ? undefined
      : [names.indexOf(emotion.gold), emotion.predicted === undefined ? NO_NAME : names.indexOf(emotion.predicted)],
};
