/** A bot's mark: one shape and one colour each, so that charts can be read without colour. */
import { type Markup, markup, trusted, withLang } from './markup.js';

/** Unit shapes around (0,0), as wide as they are high. */
const SHAPES = [
  '<circle r="5"/>',
  '<path d="M0-6.2 6.2 0 0 6.2-6.2 0Z"/>',
  '<path d="M-4.7-4.7H4.7V4.7H-4.7Z"/>',
  '<path d="M0-6 5.8 4.4H-5.8Z"/>',
  '<path d="M0 6 5.8-4.4H-5.8Z"/>',
  '<path d="M-5.5-1.8H-1.8V-5.5H1.8V-1.8H5.5V1.8H1.8V5.5H-1.8V1.8H-5.5Z"/>',
] as const;

/** How many bots have a look of their own; further ones start again. */
export const LOOKS = SHAPES.length;

/** The class that sets `--c` to the bot's colour. */
export function botClass(index: number): string {
  return `bot${index % LOOKS}`;
}

/** The shape as an SVG fragment around the origin, filled with the bot's colour. */
export function botShape(index: number): Markup {
  return trusted(`<g class="shape ${botClass(index)}">${SHAPES[index % LOOKS] ?? SHAPES[0]}</g>`);
}

/** The shape beside text. */
export function botIcon(index: number): Markup {
  return markup`<svg class="icon" viewBox="-7 -7 14 14" width="12" height="12" aria-hidden="true">${botShape(index)}</svg>`;
}

/** The shape and the name. */
export function botLabel(bot: { readonly index: number; readonly name: string }): Markup {
  return markup`<span class="botname">${botIcon(bot.index)}${withLang(bot.name)}</span>`;
}
