/** Colours of the terminal report, by meaning; without colour every function is the identity. */
import { Chalk } from 'chalk';
import type { Verdict } from '../../schema/index.js';
import { VERDICT_MARK } from '../gate-text.js';

type Paint = (text: string) => string;

export interface Ink {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly warn: Paint;
  verdict(verdict: Verdict): string;
}

export function createInk(color: boolean): Ink {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const paints: Readonly<Record<Verdict, Paint>> = {
    pass: chalk.green,
    fail: chalk.red,
    inconclusive: chalk.yellow,
    invalid: chalk.magenta,
  };
  return {
    bold: chalk.bold,
    dim: chalk.dim,
    good: chalk.green,
    bad: chalk.red,
    warn: chalk.yellow,
    verdict: (verdict) => paints[verdict](`${VERDICT_MARK[verdict]} ${verdict}`),
  };
}
