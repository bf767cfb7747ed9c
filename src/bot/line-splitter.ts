/** Cuts a stream of bytes into lines of bounded length. */

const NEWLINE = 0x0a;

export interface LineEvents {
  /** A line without its newline; a carriage return is left in place. */
  readonly line: (bytes: Buffer) => void;
  /** Instead of a line that is longer than the bound; the rest of it is dropped. */
  readonly overlong: () => void;
}

export class LineSplitter {
  private parts: Buffer[] = [];
  private length = 0;
  private dropping = false;

  constructor(
    private readonly maxBytes: number,
    private readonly events: LineEvents,
  ) {}

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.hold(chunk.subarray(start, end));
      this.finish();
      start = end + 1;
    }
    this.hold(chunk.subarray(start));
  }

  /** At the end of the stream: a last line needs no newline. */
  end(): void {
    if (this.length > 0 || this.dropping) this.finish();
  }

  private hold(part: Buffer): void {
    if (this.dropping || part.length === 0) return;
    this.length += part.length;
    if (this.length <= this.maxBytes) {
      this.parts.push(part);
      return;
    }
    this.parts = [];
    this.dropping = true;
    this.events.overlong();
  }

  private finish(): void {
    const { parts, dropping } = this;
    this.parts = [];
    this.length = 0;
    this.dropping = false;
    const [first, ...rest] = parts;
    if (!dropping) this.events.line(first === undefined ? Buffer.alloc(0) : rest.length === 0 ? first : Buffer.concat(parts));
  }
}
