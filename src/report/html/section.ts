/** The frame of a section: a heading with an anchor, a line of explanation, the body. */
import { type Markup, markup } from './markup.js';

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
  /** One sentence under the heading. */
  readonly lead?: Markup;
}

export function sectionHtml({ id, title, lead, body }: Section): Markup {
  const text = lead === undefined ? undefined : markup`<p class="lead">${lead}</p>`;
  return markup`<section id="${id}" aria-labelledby="${id}-h"><h2 id="${id}-h">${title}</h2>${text}${body}</section>`;
}

/** A wide table or chart that scrolls sideways by itself, reachable by keyboard. */
export function scrollBox(label: string, body: Markup): Markup {
  return markup`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${body}</div>`;
}
