/** Files that appear together, when all of them are complete: written beside their place, then renamed into it. */
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unfinishedPath } from './atomic-file.js';

const BUFFER = 1 << 16;

/** A folder in the making. Its writes are synchronous, so that memory stays bounded whatever feeds it. */
export class StagedOutput {
  private readonly folder: string;
  private readonly open = new Map<string, { readonly handle: number; text: string }>();
  private readonly names: string[] = [];

  /** @param target the folder, or the one file, that is to appear */
  constructor(
    private readonly target: string,
    private readonly kind: 'folder' | 'file',
  ) {
    this.folder = unfinishedPath(target);
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
  }

  /** Adds to a file of the folder; begins it, the first time. */
  write(name: string, text: string): void {
    let file = this.open.get(name);
    if (file === undefined) {
      file = { handle: openSync(join(this.folder, name), 'w'), text: '' };
      this.open.set(name, file);
      this.names.push(name);
    }
    file.text += text;
    if (file.text.length >= BUFFER) this.flush(file);
  }

  copy(from: string, name: string): void {
    copyFileSync(from, join(this.folder, name));
    this.names.unshift(name);
  }

  /** Puts everything in its place; in a folder that exists, file by file in the order in which they were begun. */
  commit(): void {
    for (const file of this.open.values()) {
      this.flush(file);
      fsyncSync(file.handle);
      closeSync(file.handle);
    }
    this.open.clear();
    mkdirSync(dirname(this.target), { recursive: true });
    if (this.kind === 'folder' && !existsSync(this.target)) renameSync(this.folder, this.target);
    else {
      for (const name of this.names)
        renameSync(join(this.folder, name), this.kind === 'file' ? this.target : join(this.target, name));
      this.discard();
    }
  }

  /** Leaves nothing behind. */
  discard(): void {
    for (const { handle } of this.open.values()) closeSync(handle);
    this.open.clear();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private flush(file: { readonly handle: number; text: string }): void {
    const bytes = Buffer.from(file.text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file.handle, bytes, at);
    file.text = '';
  }
}
