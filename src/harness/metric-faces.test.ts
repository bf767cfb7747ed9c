import { expect, it } from 'vitest';
import { METRICS } from '../aggregate/index.js';
import { metricFace } from '../report/metric-face.js';

it.each(METRICS.map(({ name, unit, direction }) => ({ name, unit, direction })))(
  'a report shows $name in its unit and knows which way is up',
  ({ name, unit, direction }) => {
    expect(metricFace(name)).toMatchObject({ unit, direction });
  },
);
