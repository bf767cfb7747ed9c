/** The digest of a dataset: SHA-256 over the bytes of its dialogue files in order, and the state after each file. */
import { createHash } from 'node:crypto';

/** What a file added: its size, and the digest of everything up to its end. */
export interface FileMark {
  readonly bytes: number;
  readonly digest: string;
}

export class DatasetDigest {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  readonly update = (chunk: Uint8Array): void => {
    this.hash.update(chunk);
    this.bytes += chunk.length;
  };

  endFile(): FileMark {
    const mark = { bytes: this.bytes, digest: `sha256:${this.hash.copy().digest('hex')}` };
    this.bytes = 0;
    return mark;
  }
}
