/** HTML built from templates in which every value is escaped, unless it is markup itself. */
import { escapeHtml } from '../escape/html.js';

/** Text that is HTML already. Made only by {@link markup} and {@link trusted}. */
export class Markup {
  constructor(readonly html: string) {}
}

export type MarkupValue = string | number | Markup | undefined | readonly MarkupValue[];

/** Template tag: text and numbers are escaped, markup and lists of it are joined, undefined is nothing. Attributes are quoted. */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(parts.reduce((out, part, i) => `${out}${rendered(values[i - 1])}${part}`));
}

/** Our own constant text (style, script, generated SVG), taken as it is. */
export function trusted(html: string): Markup {
  return new Markup(html);
}

function rendered(value: MarkupValue): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.html;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(rendered).join('');
}

const HAN = /\p{Script=Han}/u;

/** Text with `lang="zh-CN"` when it holds Chinese characters, so that fonts and screen readers know. */
export function withLang(text: string): Markup {
  return HAN.test(text) ? markup`<span lang="zh-CN">${text}</span>` : markup`${text}`;
}
