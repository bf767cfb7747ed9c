/** Where reports go: stdout for the terminal and json, one more file for --output-file. */
import { relative, resolve } from 'node:path';
import { renderReport, renderSummaryJson, renderTerminal, writeFileAtomic } from '../harness/index.js';
import { HarnessError, type RunReport } from '../schema/index.js';

const TO_FILE = ['json', 'html', 'markdown', 'junit'] as const;
type ToFile = (typeof TO_FILE)[number];

const FALLBACK_COLUMNS = 110;

export class ReportOutput {
  private readonly json: boolean;

  /** @throws HarnessError E_USAGE when --output-file does not go with exactly one file reporter. */
  constructor(
    private readonly names: readonly string[] | undefined,
    private readonly outputFile: string | undefined,
  ) {
    this.json = names?.includes('json') ?? false;
    if (outputFile !== undefined && this.fileReporter() === undefined) {
      throw new HarnessError({
        code: 'E_USAGE',
        message: '--output-file needs exactly one reporter to write',
        expected: `--reporter with one of ${TO_FILE.join(', ')}`,
      });
    }
  }

  /** The reporters that the harness is to write; json goes to stdout, and is in the run folder anyway. */
  get harnessReporters(): readonly string[] | undefined {
    return this.names?.filter((name) => name !== 'json');
  }

  async write(report: RunReport, reporters: readonly string[], cwd: string): Promise<void> {
    const file = this.fileReporter();
    if (this.outputFile !== undefined && file !== undefined) {
      await writeFileAtomic(
        resolve(cwd, this.outputFile),
        file === 'json' ? await this.jsonOf(report) : await renderReport(file, report),
      );
    } else if (this.json) {
      process.stdout.write(await this.jsonOf(report));
    }
    if (reporters.includes('terminal')) process.stdout.write(await renderTerminal(report, terminalOptions()));
  }

  shownPath(path: string, cwd: string): string {
    const near = relative(cwd, path);
    return near.startsWith('..') ? path : near || '.';
  }

  private fileReporter(): ToFile | undefined {
    const named = TO_FILE.filter((name) => this.names?.includes(name));
    return named.length === 1 ? named[0] : undefined;
  }

  private async jsonOf({ bots }: RunReport): Promise<string> {
    const [only, ...others] = bots;
    if (others.length === 0) return renderSummaryJson(only.summary);
    const parts = await Promise.all(bots.map(({ summary }) => renderSummaryJson(summary)));
    return `[\n${parts.map((part) => part.trimEnd()).join(',\n')}\n]\n`;
  }
}

function terminalOptions(): { color: boolean; width: number } {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  const color = FORCE_COLOR !== undefined && FORCE_COLOR !== '0' ? true : process.stdout.isTTY === true && !NO_COLOR;
  return { color, width: process.stdout.columns ?? FALLBACK_COLUMNS };
}
