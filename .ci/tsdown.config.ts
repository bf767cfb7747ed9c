import { defineConfig } from 'tsdown';

export default defineConfig({
  cwd: new URL('..', import.meta.url).pathname,
  entry: { index: 'src/index.ts', main: 'src/cli/main.ts' },
  platform: 'node',
  target: 'node20',
  dts: true,
  clean: true,
  sourcemap: true,
});
