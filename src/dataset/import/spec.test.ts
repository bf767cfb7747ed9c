import { describe, expect, it } from 'vitest';
import { moveSpec, parseImportSpec } from './spec.js';

describe('a spec', () => {
  it('is an id of the registry, a path and options', () => {
    expect(parseImportSpec('table:a b.xlsx?utterance=%E9%97%AE&slice:x=y+z')).toEqual({
      id: 'table',
      path: 'a b.xlsx',
      options: { utterance: '问', 'slice:x': 'y z' },
    });
    for (const path of ['mine.csv', 'C:/x.csv', 'nope:x', 'table:']) expect(parseImportSpec(path)).toBeUndefined();
  });

  it('moves with its path alone', () => {
    expect(moveSpec('clinc150:data/full.json', '/w', '/w/reports/r')).toBe('clinc150:../../data/full.json');
    expect(moveSpec('table:/abs/a.csv?utterance=a/../b', '/w', '/')).toBe('table:abs/a.csv?utterance=a/../b');
    expect(moveSpec('mine.csv', '/w', '/w/r')).toBe('../mine.csv');
    expect(moveSpec('.', '/w', '/w')).toBe('.');
  });
});
