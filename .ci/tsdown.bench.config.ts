import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsdown';

// Benchmarks measure what ships: bundled the same way, beside the dependencies.
export default defineConfig({
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  entry: {
    run: 'bench/run.ts',
    pipeline: 'bench/pipeline.ts',
    coverage: 'bench/coverage.ts',
    references: 'bench/reference-differences.ts',
    'peak-memory': 'bench/peak-memory.ts',
  },
  outDir: 'node_modules/.cache/shopreplay-bench',
  platform: 'node',
  target: 'node20',
  dts: false,
  fixedExtension: false,
  clean: true,
  logLevel: 'warn',
});
