import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configSchema, summarySchema } from '../schema/index.js';
import { dialogues, scriptedBot, useWorkspace } from './fixtures/command.js';

const work = useWorkspace();

describe('output', () => {
  it('has nothing on stdout but the result', async () => {
    work().write('d.jsonl', dialogues(5));
    work().write('bot.js', scriptedBot());
    const { stdout } = await work().run('run', '-d', 'd.jsonl', '-b', './bot.js', '-o', 'out', '--reporter', 'json');
    expect(summarySchema.parse(JSON.parse(stdout))).toEqual(work().summaryOf('out'));
    const file = await work().run('report', 'out', '--reporter', 'markdown', '--output-file', 'summary.md');
    expect(file.stdout).toBe('');
    expect(readFileSync(work().path('summary.md'), 'utf8')).toContain('intent.accuracy');
  });

  it('shows the help that the build has rendered, the same as the commands would', async () => {
    const quick = await work().run('--help');
    expect(quick.stdout).toContain('Exit codes: 0 pass');
    expect(quick.stdout).toBe((await work().run('help')).stdout.trimStart());
    expect((await work().run('run', '--help')).stdout).toContain('--max-concurrency');
  });

  it('lists the metrics and prints the schemas', async () => {
    expect(JSON.parse((await work().run('metrics', '--format', 'json')).stdout).map((m: { name: string }) => m.name)).toContain(
      'relevance.off_topic_rate',
    );
    for (const name of ['dialogue', 'dataset', 'config', 'run-manifest', 'turn-record', 'summary']) {
      expect(JSON.parse((await work().run('schema', name)).stdout)).toHaveProperty('$schema');
    }
  });

  it('keeps secrets of the environment out of the run folder', async () => {
    work().write('d.jsonl', dialogues(2));
    work().write(
      'c.json',
      JSON.stringify(
        configSchema.parse({
          bots: [{ name: 'x', http: { url: 'http://127.0.0.1:9/', headers: { authorization: 'env:SHOP_TOKEN' } } }],
          datasets: ['d.jsonl'],
          retries: 0,
          out: 'out',
        }),
      ),
    );
    const { done } = work().start(['run', '-c', 'c.json'], { SHOP_TOKEN: 'tok-5e6b1f' });
    const { code, stdout, stderr } = await done;
    expect(code).toBe(3);
    const everything =
      readdirSync(work().path('out'))
        .map((file) => readFileSync(work().path(join('out', file)), 'utf8'))
        .join('\n') +
      stdout +
      stderr;
    expect(everything).not.toContain('tok-5e6b1f');
  });
});
