/** A set of UTF-16 code units as bits: small enough to stay in the processor's first cache, and asked without making strings. */
export class UnitSet {
  private readonly bits = new Uint8Array(8192);

  constructor(characters: string) {
    for (let i = 0; i < characters.length; i += 1) this.add(characters.charCodeAt(i));
  }

  add(unit: number): void {
    this.bits[unit >> 3] = (this.bits[unit >> 3] as number) | (1 << (unit & 7));
  }

  has(unit: number): boolean {
    return ((this.bits[unit >> 3] as number) & (1 << (unit & 7))) !== 0;
  }

  /** Whether any of them stands in `text` from `start` to before `end`. */
  occursIn(text: string, start = 0, end = text.length): boolean {
    for (let i = start; i < end; i += 1) if (this.has(text.charCodeAt(i))) return true;
    return false;
  }
}
