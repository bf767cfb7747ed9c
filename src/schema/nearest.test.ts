import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.js';

describe('nearest', () => {
  const names = ['intent.mcc', 'intent.accuracy', 'intent.accuracy_flat', 'oos.f1'];

  it('prefers names that start with what was typed, the shortest first', () => {
    // intent.mcc is one letter away, intent.accuracy five.
    expect(nearest('intent.acc', names)).toBe('intent.accuracy');
  });

  it('goes by edits where none does', () => {
    expect(nearest('intent.mccc', names)).toBe('intent.mcc');
    expect(nearest('', names)).toBe('oos.f1');
  });
});
