/** The environment as a bot's settings may read it: every value that was read is a secret from then on. */
import { HarnessError } from '../schema/index.js';

export class Environment {
  private readonly read = new Set<string>();

  constructor(private readonly variables: Readonly<Record<string, string | undefined>>) {}

  /**
   * The value of a variable; `field` is the place of the configuration that asks for it.
   * @throws HarnessError E_BOT_SPEC when it is missing or empty.
   */
  value(name: string, field: string): string {
    const found = this.variables[name];
    if (found === undefined || found === '') {
      const message = `the environment variable ${name} is not set`;
      throw new HarnessError({ code: 'E_BOT_SPEC', field, message, mend: `set ${name} before the run` });
    }
    this.read.add(found);
    return found;
  }

  /** Counts as read: what was made of a value alone, such as its base64. */
  hide(made: string): void {
    this.read.add(made);
  }

  /** All values that were read, and what was made of them. */
  get secrets(): readonly string[] {
    return [...this.read];
  }
}
