/** Values of unknown shape, looked at without trust: JSON and YAML of other people's making. */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members that are objects; empty when the value is no list. */
export function fieldsIn(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** The members that are texts; empty when the value is no list. */
export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** The value as text: numbers and booleans as they are written; '' for anything else. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** One value alone, several as a list, each once; undefined for none. */
export function oneOrMore(values: readonly string[]): string | readonly string[] | undefined {
  const once = [...new Set(values)];
  return once.length > 1 ? once : once[0];
}

/** The members that are not undefined; undefined when there is none. */
export function compact(fields: Fields): Fields | undefined {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Collects slots: a name given several times holds all its values, each once. */
export class SlotBag {
  private readonly values = new Map<string, string[]>();

  add(name: string, value: string): void {
    if (name === '' || value.trim() === '') return;
    const list = this.values.get(name);
    if (list === undefined) this.values.set(name, [value]);
    else if (!list.includes(value)) list.push(value);
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** undefined when it is empty */
  get slots(): Fields | undefined {
    if (this.values.size === 0) return undefined;
    return Object.fromEntries([...this.values].map(([name, list]) => [name, oneOrMore(list)]));
  }
}
