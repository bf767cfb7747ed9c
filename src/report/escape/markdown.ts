/** Untrusted text for GitHub-flavoured Markdown, also inside table cells: it renders as itself and mentions nobody. */
import { visibleLine } from './hidden.js';

const INVISIBLE_BREAK = '&#8203;';
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * One line: HTML as entities, Markdown punctuation behind backslashes, line breaks as spaces.
 * `@name`, `#12`, `http://` and `www.` are broken up by an invisible character, so that no one is notified and nothing is linked.
 */
export function escapeMarkdown(text: string): string {
  return visibleLine(text)
    .replace(/[&<>]/g, (c) => ENTITIES[c] ?? c)
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)\./, '$1\\.')
    .replace(/#/g, `#${INVISIBLE_BREAK}`)
    .replace(/@/g, `@${INVISIBLE_BREAK}`)
    .replace(/\bGH-(?=\d)/gi, (gh) => `${gh}${INVISIBLE_BREAK}`)
    .replace(/:\/\//g, `:${INVISIBLE_BREAK}//`)
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}${INVISIBLE_BREAK}.`);
}
