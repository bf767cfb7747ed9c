/** Dense numbers for a few strings, in the order of their first appearance. */
export class Vocabulary {
  private readonly indices = new Map<string, number>();
  readonly names: string[] = [];

  constructor(...first: readonly string[]) {
    for (const name of first) this.indexOf(name);
  }

  indexOf(name: string): number {
    let index = this.indices.get(name);
    if (index === undefined) {
      index = this.names.length;
      this.indices.set(name, index);
      this.names.push(name);
    }
    return index;
  }
}
