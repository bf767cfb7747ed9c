/** The version of this package, as its manifest states it. */
import packageJson from '../../package.json' with { type: 'json' };

export const HARNESS_VERSION: string = packageJson.version;
