import { execFileSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { parseString } from 'fast-csv';
import { describe, expect, it } from 'vitest';
import { escapeCsv, guardCsvText } from './csv.js';
import { escapeHtml, escapeJsonIsland } from './html.js';
import { escapeMarkdown } from './markdown.js';
import { escapeTerminal } from './terminal.js';
import { escapeXml } from './xml.js';

const ESC = '\u001b';
const RLO = '\u202e';
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `${ESC}[31mred${ESC}[0m ${ESC}]8;;http://x\u0007link${ESC}]8;;\u0007 \u009b2J`,
  'nul\u0000inside',
  'half \ud83d and \udc4d half',
  `${RLO}gnp.exe\u202c \u2066x\u2069`,
  '</script><!-- \u2028 \u2029',
  'a\u200bb\u200dc\ufeffd',
  "=cmd|' /C calc'!A0",
];

/** Any UTF-16 string, lone surrogates and controls included, with hostile pieces mixed in. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...HOSTILE),
      fc.integer({ min: 0, max: 0xffff }).map((u) => String.fromCharCode(u)),
    ),
  )
  .map((parts) => parts.join(''));

function decodeEntities(text: string): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code?: string, name?: string) =>
    code === undefined ? (names[name ?? ''] ?? '?') : String.fromCodePoint(Number(code)),
  );
}

describe('escapeTerminal', () => {
  it('removes ANSI sequences whole, and hides nothing that can be read', () => {
    expect(escapeTerminal(`${ESC}[31m红色${ESC}[0m`)).toBe('红色');
    expect(escapeTerminal('一\n二\t三\r\n四')).toBe('一 二 三 四');
    expect(escapeTerminal(`${RLO}abc\u200b𠮶👍`)).toBe('abc𠮶👍');
    expect(escapeTerminal('')).toBe('');
  });

  it('leaves no control, format character or surrogate half in any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const safe = escapeTerminal(text);
        expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(stripVTControlCharacters(safe)).toBe(safe);
      }),
    );
  });
});

describe('escapeHtml', () => {
  it('turns markup into text and shows where something hidden stood', () => {
    expect(escapeHtml("\"><img onerror='x'>&")).toBe('&quot;&gt;&lt;img onerror=&#39;x&#39;&gt;&amp;');
    expect(escapeHtml(`a${RLO}b\u0000c\nd`)).toBe('a\ufffdb\ufffdc\nd');
  });

  it('reads back as the text that went in, but for what is dangerous', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const safe = escapeHtml(text);
        expect(safe).not.toMatch(/[<>"'\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
        const readable = text.replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, (c) =>
          '\n\t\r'.includes(c) ? c : '\ufffd',
        );
        expect(decodeEntities(safe)).toBe(readable);
      }),
    );
  });
});

describe('escapeJsonIsland', () => {
  it('parses to the same value, and cannot end its script element', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const island = escapeJsonIsland({ text });
        expect(JSON.parse(island)).toEqual({ text });
        expect(island).not.toMatch(/[<>&\u2028\u2029]/);
      }),
    );
  });
});

describe('escapeXml', () => {
  it('keeps what XML 1.0 allows and drops the rest', () => {
    expect(escapeXml(`a\u0000\u000b\ud83d<b>&"'\n\ufffe𠮶`)).toBe('a&lt;b&gt;&amp;&quot;&apos;&#10;𠮶');
    expect(escapeXml(`${ESC}[31mred${ESC}[0m`)).toBe('red');
  });

  it('leaves only legal characters in any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeXml(text)).not.toMatch(/[^\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|[<>"']|&(?![a-z#0-9]+;)/u);
      }),
    );
  });

  it('is what xmllint reads back', ({ skip }) => {
    const version = (() => {
      try {
        return execFileSync('xmllint', ['--version'], { stdio: 'pipe' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    })();
    if (version === undefined) skip('xmllint is not installed (Debian: libxml2-utils)');
    const body = HOSTILE.map((text) => `<t a="${escapeXml(text)}">${escapeXml(text)}</t>`).join('');
    expect(() =>
      execFileSync('xmllint', ['--noout', '-'], { input: `<?xml version="1.0"?><r>${body}</r>`, stdio: 'pipe' }),
    ).not.toThrow();
  });
});

describe('guardCsvText', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+86 138', "'+86 138"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['　＝1+1', "'　＝1+1"],
    ['  =1', "'  =1"],
    ['\u200b=1', "'\u200b=1"],
    ['＋1', "'＋1"],
    ['3-6个月', '3-6个月'],
    ['亲，1段=0-6个月', '亲，1段=0-6个月'],
    ['', ''],
  ])('%j is written as %j', (text, expected) => {
    expect(guardCsvText(text)).toBe(expected);
  });

  it('never lets a formula stand first, and adds no more than the apostrophe', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const cell = guardCsvText(text);
        expect(cell.normalize('NFKC').trimStart()).not.toMatch(/^[=+\-@]/);
        expect(cell.replace(/[\t\r\n]/g, '')).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u);
        expect(cell.length - text.length === 0 || (cell.length - text.length === 1 && cell.startsWith("'"))).toBe(true);
      }),
    );
  });

  it('is not skipped by the fast way, whatever the text', () => {
    const slowly = (text: string): string => {
      const cell = guardCsvText(text);
      return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    };
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          anyText.map((text) => `亲${text}`),
        ),
        (text) => {
          expect(escapeCsv(text)).toBe(slowly(text));
        },
      ),
    );
  });

  it('is what a CSV reader gets', async () => {
    const rows: string[][] = [];
    await new Promise((resolve, reject) => {
      parseString(`${escapeCsv('=1,"2"')},b`)
        .on('data', (row: string[]) => rows.push(row))
        .on('end', resolve)
        .on('error', reject);
    });
    expect(rows).toEqual([['\'=1,"2"', 'b']]);
  });
});

describe('escapeMarkdown', () => {
  it('renders as itself', () => {
    expect(escapeMarkdown('a|b `c` *d* <b>&</b>\n[x](y)')).toBe('a\\|b \\`c\\` \\*d\\* &lt;b&gt;&amp;&lt;/b&gt; \\[x\\](y)');
    expect(escapeMarkdown('- item')).toBe('\\- item');
    expect(escapeMarkdown('1. item')).toBe('1\\. item');
  });

  it('notifies and links nobody', () => {
    expect(escapeMarkdown('@team see #12 at https://x.y or www.x.y')).toBe(
      '@&#8203;team see #&#8203;12 at https:&#8203;//x.y or www&#8203;.x.y',
    );
  });

  it('stays one line with no bare pipe, angle bracket or back-tick', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const safe = escapeMarkdown(text);
        expect(safe).not.toMatch(/[\p{Cc}<>\p{Cs}\u202e]/u);
        expect(safe.replace(/\\./gu, '')).not.toMatch(/[|`*_[\]]/);
      }),
    );
  });
});
