/** Where reports go: stdout for the terminal and json, one more file for --output-file. */
import { mkdir } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { renderGates, renderReport, renderSummaryJson, renderTerminal, writeFileAtomic } from '../harness/index.js';
import { HarnessError, type RunReport } from '../schema/index.js';
import { useColor } from './colors.js';

const TO_FILE = ['json', 'html', 'markdown', 'junit'] as const;
type ToFile = (typeof TO_FILE)[number];

const FALLBACK_COLUMNS = 110;

/** Makes the folder of --output-file, so that a wrong path is found before the work. @throws HarnessError E_OUTPUT */
export async function prepareFolder(outputFile: string, cwd: string): Promise<void> {
  try {
    await mkdir(dirname(resolve(cwd, outputFile)), { recursive: true });
  } catch (cause) {
    const message = `cannot write --output-file: ${(cause as Error).message}`;
    throw new HarnessError({ code: 'E_OUTPUT', message, file: outputFile, mend: 'choose another path' }, { cause });
  }
}

export class ReportOutput {
  private readonly file: ToFile | undefined;

  /**
   * @param reporters as resolved from flags and configuration.
   * @throws HarnessError E_USAGE when --output-file does not go with exactly one file reporter.
   */
  constructor(
    private readonly reporters: readonly string[],
    private readonly outputFile: string | undefined,
    /** What the terminal shows: everything, or the gates alone. */
    private readonly shown: 'report' | 'gates' = 'report',
  ) {
    const named = TO_FILE.filter((name) => reporters.includes(name));
    this.file = named.length === 1 ? named[0] : undefined;
    if (outputFile !== undefined && this.file === undefined) {
      throw new HarnessError({
        code: 'E_USAGE',
        message: '--output-file needs exactly one reporter to write',
        expected: `--reporter with one of ${TO_FILE.join(', ')}`,
      });
    }
  }

  /** Makes the folder of --output-file, so that a wrong path is found before the replay. @throws HarnessError E_OUTPUT */
  async prepare(cwd: string): Promise<void> {
    if (this.outputFile !== undefined) await prepareFolder(this.outputFile, cwd);
  }

  async write(report: RunReport, cwd: string): Promise<void> {
    if (this.outputFile !== undefined && this.file !== undefined) {
      const content = this.file === 'json' ? await this.jsonOf(report) : await renderReport(this.file, report);
      await writeFileAtomic(resolve(cwd, this.outputFile), content);
    } else if (this.reporters.includes('json')) {
      process.stdout.write(await this.jsonOf(report));
    }
    if (!this.reporters.includes('terminal')) return;
    const render = this.shown === 'gates' ? renderGates : renderTerminal;
    process.stdout.write(await render(report, terminalOptions()));
  }

  shownPath(path: string, cwd: string): string {
    const near = relative(cwd, path);
    return near.startsWith('..') ? path : near || '.';
  }

  private async jsonOf({ bots }: RunReport): Promise<string> {
    const [only, ...others] = bots;
    if (others.length === 0) return renderSummaryJson(only.summary);
    const parts = await Promise.all(bots.map(({ summary }) => renderSummaryJson(summary)));
    return `[\n${parts.map((part) => part.trimEnd()).join(',\n')}\n]\n`;
  }
}

function terminalOptions(): { color: boolean; width: number } {
  return { color: useColor(), width: process.stdout.columns ?? FALLBACK_COLUMNS };
}
