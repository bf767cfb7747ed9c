import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { botConfigSchema, HarnessError } from '../schema/index.js';
import { parseBotSpec } from './bot-spec.js';
import { splitCommandLine } from './command-line.js';

function refusal(spec: string): HarnessError {
  try {
    parseBotSpec(spec);
  } catch (error) {
    if (error instanceof HarnessError) return error;
    throw error;
  }
  throw new Error(`accepted: ${spec}`);
}

describe('parseBotSpec', () => {
  it.each([
    ['./bot.js', { name: 'bot', module: './bot.js' }],
    ['bots/guide.v2.mts', { name: 'guide.v2', module: 'bots/guide.v2.mts' }],
    ['  guide=./bots/a=b.ts ', { name: 'guide', module: './bots/a=b.ts' }],
    ['./a=b.js', { name: 'a=b', module: './a=b.js' }],
    ['C:\\bots\\guide.cjs', { name: 'guide', module: 'C:\\bots\\guide.cjs' }],
    ['导购=./bot.mjs', { name: '导购', module: './bot.mjs' }],
    ['http://127.0.0.1:8080/chat', { name: '127.0.0.1:8080', http: { url: 'http://127.0.0.1:8080/chat' } }],
    ['https://bot.example.com/v1?a=b', { name: 'bot.example.com', http: { url: 'https://bot.example.com/v1?a=b' } }],
    ['prod=http://h:1/?q=1', { name: 'prod', http: { url: 'http://h:1/?q=1' } }],
    [
      'openai:qwen2.5:7b@http://127.0.0.1:11434/v1',
      { name: 'qwen2.5:7b', openai: { model: 'qwen2.5:7b', base_url: 'http://127.0.0.1:11434/v1' } },
    ],
    [
      'new=openai:Qwen/Q@2@https://h/v1#env:KEY',
      { name: 'new', openai: { model: 'Qwen/Q@2', base_url: 'https://h/v1', api_key: 'env:KEY' } },
    ],
    ['openai:Qwen/Q2.5-7B@https://h/v1', { name: 'Q2.5-7B', openai: { model: 'Qwen/Q2.5-7B', base_url: 'https://h/v1' } }],
    ['stdio:python3 bot.py', { name: 'bot', stdio: { command: 'python3', args: ['bot.py'] } }],
    ['stdio:python3 -u "my bot.py" --k=v', { name: 'my bot', stdio: { command: 'python3', args: ['-u', 'my bot.py', '--k=v'] } }],
    ['py=stdio:./serve.sh', { name: 'py', stdio: { command: './serve.sh', args: [] } }],
    ['stdio:./bots/serve --config x.yaml', { name: 'serve', stdio: { command: './bots/serve', args: ['--config', 'x.yaml'] } }],
    ['stdio:uv run guide.py', { name: 'guide', stdio: { command: 'uv', args: ['run', 'guide.py'] } }],
    ['stdio:python3', { name: 'python3', stdio: { command: 'python3', args: [] } }],
    ['transcript:logs/day 1.jsonl', { name: 'day 1', transcript: 'logs/day 1.jsonl' }],
    ['ws://127.0.0.1:9000/chat', { name: '127.0.0.1:9000', websocket: { url: 'ws://127.0.0.1:9000/chat' } }],
    ['live=wss://h/chat?v=1', { name: 'live', websocket: { url: 'wss://h/chat?v=1' } }],
    ['direct_line:https://h/v3/directline', { name: 'h', direct_line: { url: 'https://h/v3/directline' } }],
    ['old=botium:conf/botium.json', { name: 'old', botium: { config: 'conf/botium.json' } }],
    ['rasa:http://127.0.0.1:5005', { name: '127.0.0.1:5005', rasa: { url: 'http://127.0.0.1:5005' } }],
    ['nlu=rasa:https://h/base?x=1', { name: 'nlu', rasa: { url: 'https://h/base?x=1' } }],
    ['old=transcript:.hidden', { name: 'old', transcript: '.hidden' }],
  ])('%s', (spec, config) => {
    expect(parseBotSpec(spec)).toEqual(config);
    expect(botConfigSchema.safeParse(parseBotSpec(spec)).success).toBe(true);
  });

  it.each([
    '',
    'bot',
    'bot.py',
    'ftp://x/y',
    'http://',
    'http:',
    'https:bot',
    'openai:',
    'openai:model',
    'openai:@http://h/v1',
    'openai:m@http://',
    'openai:m@https://h/v1#sk-1234',
    'stdio:',
    'stdio:  ',
    'stdio:""',
    'stdio:python3 "bot.py',
    'transcript:',
    'ws:',
    'wss://',
    'direct_line:',
    'direct_line:h',
    'botium:',
    'rasa:',
    'rasa:ws://h',
    'rasa:host:5005',
    '=./bot.js',
    'a=',
  ])('refuses %j and names the forms', (spec) => {
    const error = refusal(spec);
    expect(error.code).toBe('E_BOT_SPEC');
    for (const form of ['./bot.js', 'http://', 'openai:', 'stdio:', 'transcript:']) expect(error.message).toContain(form);
  });

  it('quotes no password and no control character', () => {
    const { message } = refusal('htp://user:hunter2@host/\u001b[2J');
    expect(message).not.toContain('hunter2');
    expect(message).not.toContain('\u001b');
    expect(message).toContain('htp://***@host/');
  });
});

describe('splitCommandLine', () => {
  // The words that a POSIX shell makes of the same line.
  it.each([
    ['a  b\tc', ['a', 'b', 'c']],
    [`'a b' "c d" e\\ f`, ['a b', 'c d', 'e f']],
    [`a'b'"c"d`, ['abcd']],
    [`"" ''`, ['', '']],
    [`"say \\"hi\\" \\\\ \\n"`, ['say "hi" \\ \\n']],
    [`'it\\s'`, ['it\\s']],
    ['', []],
    ['   ', []],
    ['母婴 机器人', ['母婴', '机器人']],
  ])('%s', (line, words) => {
    expect(splitCommandLine(line)).toEqual(words);
  });

  it('keeps the backslashes of Windows paths, and expands nothing', () => {
    expect(splitCommandLine('C:\\bots\\run.exe $HOME *.py ; rm')).toEqual(['C:\\bots\\run.exe', '$HOME', '*.py', ';', 'rm']);
  });

  it.each([`'a`, `"a`, `a "b\\"`])('tells of an open quote: %s', (line) => {
    expect(splitCommandLine(line)).toBeUndefined();
  });

  it('gives back any words that were quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (words) => {
        const line = words.map((word) => `"${word.replace(/["\\]/g, '\\$&')}"`).join(' ');
        expect(splitCommandLine(line)).toEqual(words);
      }),
    );
  });
});
