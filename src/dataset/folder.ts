/** A dataset folder: its dataset.yaml, the files of a split, the catalogue. Nothing outside of the folder is read. */
import { realpath } from 'node:fs/promises';
import { basename, isAbsolute, join, resolve, sep } from 'node:path';
import type { DatasetManifest, Problem, Product } from '../schema/index.js';
import { readCatalogue } from './catalogue.js';
import { didYouMean } from './did-you-mean.js';
import { fileProblem, kindOf } from './file-problem.js';
import { type ManifestFile, readManifest } from './manifest-file.js';
import { type DatasetSource, formatOf, formatProblem, type SourceFile } from './source-file.js';

export const MANIFEST = 'dataset.yaml';

type Report = (problem: Problem) => void;
type Path = readonly PropertyKey[];

/**
 * The folder with the files of one split, or all of them.
 * @returns undefined when dataset.yaml cannot be read or decoded; whatever is wrong has been reported.
 */
export async function resolveFolder(
  folder: string,
  shown: string,
  split: string | undefined,
  report: Report,
): Promise<DatasetSource | undefined> {
  const manifestShown = within(shown, MANIFEST);
  const read = await readManifest(join(folder, MANIFEST), manifestShown, report).catch((error: unknown) => {
    const problem = fileProblem(error, manifestShown);
    if (problem === undefined) throw error;
    report({ ...problem, mend: `write ${MANIFEST} with name, version and files, or name a dialogue file` });
    return undefined;
  });
  if (read === undefined) return undefined;
  return await new FolderResolver(folder, shown, read, report).resolve(split);
}

/** One folder with a decoded manifest. */
class FolderResolver {
  private readonly manifest: DatasetManifest;

  constructor(
    private readonly folder: string,
    private readonly shown: string,
    private readonly read: ManifestFile,
    private readonly report: Report,
  ) {
    this.manifest = read.manifest;
  }

  async resolve(split: string | undefined): Promise<DatasetSource> {
    this.checkPaths();
    const files: SourceFile[] = [];
    for (const { file, path } of this.selected(split)) {
      const format = formatOf(file);
      const shown = within(this.shown, file);
      const real = await this.inside(file, path);
      if (format === undefined) this.report(formatProblem(shown, this.read.locate(path)));
      else if (real !== undefined) files.push({ path: real, shown, format, splits: this.splitsOf(file) });
    }
    const { catalogue, faq } = this.manifest;
    const faqAt = faq === undefined ? undefined : await this.inside(faq, ['faq']);
    const at = catalogue === undefined ? undefined : await this.inside(catalogue, ['catalogue']);
    const products = catalogue === undefined || at === undefined ? undefined : await this.products(catalogue, at);
    return {
      shown: this.shown,
      name: basename(this.folder),
      files,
      manifest: this.manifest,
      ...(products === undefined ? {} : { products }),
      ...(faq === undefined || faqAt === undefined ? {} : { faq: { path: faqAt, shown: within(this.shown, faq) } }),
    };
  }

  private async products(file: string, path: string): Promise<ReadonlyMap<string, Product> | undefined> {
    if (formatOf(file) === 'jsonl') return await readCatalogue(path, within(this.shown, file), this.report);
    const message = `"${file}" is not a catalogue by its extension`;
    this.report({ code: 'E_FILE_FORMAT', ...this.read.locate(['catalogue']), message, expected: '.jsonl: one product a line' });
    return undefined;
  }

  private selected(split: string | undefined): { file: string; path: Path }[] {
    const { splits, files } = this.manifest;
    if (split === undefined) return files.map((file, i) => ({ file, path: ['files', i] }));
    const chosen = splits !== undefined && Object.hasOwn(splits, split) ? splits[split] : undefined;
    if (chosen !== undefined) return chosen.map((file, i) => ({ file, path: ['splits', split, i] }));
    const names = Object.keys(splits ?? {});
    this.report({
      code: 'E_UNKNOWN_SPLIT',
      ...this.read.locate(['splits']),
      message: `there is no split "${split}"`,
      expected: names.length === 0 ? 'no split: the folder declares none' : names.join(', '),
      ...didYouMean(split, names),
    });
    return [];
  }

  private splitsOf(file: string): readonly string[] {
    return Object.entries(this.manifest.splits ?? {})
      .flatMap(([name, files]) => (files.includes(file) ? [name] : []))
      .sort();
  }

  /** What can be said without looking at the files, of those that are not read too. */
  private checkPaths(): void {
    const { files, splits = {}, catalogue, faq } = this.manifest;
    const seen = new Set<string>();
    this.checkList(files, ['files'], seen);
    for (const [name, list] of Object.entries(splits)) this.checkList(list, ['splits', name], seen);
    if (catalogue !== undefined) this.checkPath(catalogue, ['catalogue'], seen);
    if (faq !== undefined) this.checkPath(faq, ['faq'], seen);
  }

  private checkList(files: readonly string[], path: Path, seen: Set<string>): void {
    files.forEach((file, i) => {
      this.checkPath(file, [...path, i], seen);
      if (files.indexOf(file) === i) return;
      this.report({ code: 'E_FIELD', ...this.read.locate([...path, i]), message: `"${file}" stands twice in the list` });
    });
  }

  private checkPath(file: string, path: Path, seen: Set<string>): void {
    if (this.leaves(file) && !seen.has(file))
      this.report(escapeProblem(file, this.read.locate(path), 'leads out of the dataset folder'));
    seen.add(file);
  }

  private leaves(file: string): boolean {
    return isAbsolute(file) || !isWithin(this.folder, resolve(this.folder, file));
  }

  /** The real path of a file of the folder; reports what does not exist or leaves the folder through a link. */
  private async inside(file: string, path: Path): Promise<string | undefined> {
    if (this.leaves(file)) return undefined;
    const place = this.read.locate(path);
    const whole = resolve(this.folder, file);
    const shown = within(this.shown, file);
    const kind = await kindOf(whole, shown, place, this.report);
    if (kind === undefined) return undefined;
    if (kind === 'folder') {
      this.report({ code: 'E_FILE_FORMAT', ...place, message: `"${shown}" is a folder`, expected: 'a file' });
      return undefined;
    }
    const real = await realpath(whole);
    if (isWithin(await realpath(this.folder), real)) return real;
    this.report(escapeProblem(file, place, 'is a symbolic link that leads out of the dataset folder'));
    return undefined;
  }
}

function escapeProblem(file: string, place: Pick<Problem, 'file' | 'line' | 'field'>, how: string): Problem {
  return { code: 'E_PATH_ESCAPE', ...place, message: `"${file}" ${how}`, mend: 'move or copy the file into the folder' };
}

function isWithin(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The path of a file of a folder as the user would write it. */
function within(folder: string, file: string): string {
  return `${folder.replace(/\/+$/, '')}/${file}`;
}
