/** Untrusted text for HTML: element content and quoted attribute values alike. */
import { visibleText } from './hidden.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Entities for `& < > " '`; controls, bidi overrides and lone surrogates become U+FFFD. Safe in text and in quoted attributes. */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}

/**
 * JSON for `<script type="application/json">`: neither `</script>`, `<!--` nor a line separator can end or break it,
 * and it still parses to the same value.
 */
export function escapeJsonIsland(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
