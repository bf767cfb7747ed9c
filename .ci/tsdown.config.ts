import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsdown';

export default defineConfig({
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  entry: { index: 'src/index.ts', main: 'src/cli/main.ts' },
  platform: 'node',
  target: 'node20',
  dts: true,
  clean: true,
  sourcemap: true,
  logLevel: 'warn',
  fixedExtension: false,
});
