/** Untrusted text for a terminal: nothing in it moves the cursor, colours, hides or reverses what stands beside it. */
import { visibleLine } from './hidden.js';

/**
 * One line without C0/C1 controls, ANSI sequences, bidi marks and overrides, zero-width characters or lone surrogates.
 * Line breaks and tabs become a space. The empty string stays empty.
 */
export function escapeTerminal(text: string): string {
  return visibleLine(text);
}
