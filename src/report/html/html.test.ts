import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { botFixture, largeReportFixture, reportFixture } from '../fixtures/report-fixture.js';
import { reportWithText } from '../fixtures/variants.js';
import { renderHtml } from './index.js';
import { markup } from './markup.js';

describe('markup', () => {
  it('escapes every value that is not markup, in text and in attributes', () => {
    const evil = '"><script>x</script>';
    expect(markup`<a title="${evil}">${evil}${markup`<b>${1}</b>`}${undefined}${['&', markup`<i></i>`]}</a>`.html).toBe(
      '<a title="&quot;&gt;&lt;script&gt;x&lt;/script&gt;">&quot;&gt;&lt;script&gt;x&lt;/script&gt;<b>1</b>&amp;<i></i></a>',
    );
  });
});

describe('renderHtml', () => {
  it('is one file under a policy that forbids every request', async () => {
    const html = await renderHtml(reportFixture());
    expect(html).toContain(
      "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\"",
    );
    expect(html).not.toMatch(/<(?:link(?! rel="icon" href="data:,")|iframe|img|object)\b|@import|\surl\((?!data:)/);
    expect(
      html.replace(/xmlns(:xlink)?="[^"]*"/g, '').replace(/<script type="application\/json"[\s\S]*?<\/script>/, ''),
    ).not.toMatch(/src=|https?:\/\//);
  });

  it('has headings in order, one h1, unique ids and a target for every link', async () => {
    const { document } = parseHTML(await renderHtml(reportFixture()));
    const levels = [...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName.slice(1)));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((previous, level) => {
      expect(level - previous).toBeLessThanOrEqual(1);
      return level;
    }, 0);
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of document.querySelectorAll('a[href^="#"]')) expect(ids).toContain(link.getAttribute('href')?.slice(1));
  });

  it('says why an estimate is undefined, and puts the notice, tier and meaning beside what is simulated', async () => {
    const { document } = parseHTML(await renderHtml(reportFixture()));
    const handoff = [...document.querySelectorAll('.card')].find((card) => card.textContent.includes('handoff.recall'));
    expect(handoff?.textContent).toContain('undefined: the bot exposes no hand-off');
    const panel = document.querySelector('.simulated')?.textContent ?? '';
    expect(panel).toContain('Simulated; no shopper bought anything. Not a measured A/B result.');
    expect(panel).toContain('tier PRIOR-ONLY · purchase: payment within 24h · denominator: consultations');
    expect(panel).toContain('+4.2 pp');
    for (const script of document.querySelectorAll('script')) script.remove();
    expect(document.body.textContent).not.toMatch(/\bNaN\b|\bundefined\b(?!:)|\[object /);
  });

  it('shows times by the position of the turn', async () => {
    const { document } = parseHTML(await renderHtml(reportFixture()));
    const table = [...document.querySelectorAll('#latency table')].at(-1);
    expect(table?.querySelector('caption')?.textContent).toBe('By the position of the turn');
    const rows = [...(table?.querySelectorAll('tbody tr') ?? [])].map(({ textContent }) => textContent ?? '');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatch(/turn=2.*8\.2 ms.*861 ms/s);
  });

  it('says of each candidate what is more than chance, as a plot with its figures', async () => {
    const { document } = parseHTML(await renderHtml(reportFixture()));
    const section = document.querySelector('#paired');
    expect(section?.querySelector('.conclusion')?.textContent).toContain(
      'guide is better than keyword in some ways and worse in others: of its metrics 1 better, 1 worse (latency.p95_ms)',
    );
    expect([...(section?.querySelectorAll('.badge') ?? [])].map(({ textContent }) => textContent?.trim())).toEqual([
      '▲ better',
      '▼ worse',
    ]);
    expect(section?.querySelectorAll('svg.strip')).toHaveLength(2);
    expect(section?.textContent).toContain('undefined: baseline: the bot exposes no hand-off');
  });

  it('leaves out what a bot without labels, latency or errors cannot show', async () => {
    const bot = botFixture('guide', []);
    const { simulated: _, comparison: __, ...summary } = bot.summary;
    const empty = { ...summary, estimates: [], intents: [], confusion: [], latency_histogram: [], gates: [], notes: [] };
    const { document } = parseHTML(await renderHtml({ title: 'empty', bots: [{ ...bot, summary: empty }] }));
    expect([...document.querySelectorAll('section')].map((section) => section.id)).toEqual(['gates', 'dialogues', 'metrics']);
    expect(document.querySelector('#gates')?.textContent).toContain('No gates were configured');
  });

  it('keeps any text out of the markup: the elements are the same whatever a bot says', async () => {
    const skeleton = async (text: string): Promise<string> => {
      const { document } = parseHTML(await renderHtml(reportWithText(text)));
      return [...document.querySelectorAll('*')]
        .filter((e) => e.getAttribute('lang') !== 'zh-CN')
        .map((e) => `${e.tagName}:${e.getAttributeNames().toSorted().join()}`)
        .join('\n');
    };
    const plain = await skeleton('plain');
    const texts = [
      '</script><script>x()</script>',
      '"><img src=x onerror=x()>',
      "' onclick='x()",
      '<!--',
      ']]>',
      '\u0000\ud800\u202e',
      '`x`',
    ];
    for (const text of texts) expect(await skeleton(text)).toBe(plain);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary-ascii', minLength: 1 }), async (text) => {
        expect(await skeleton(`a${text}`)).toBe(plain);
      }),
      { numRuns: 8 },
    );
  });

  it('stays small with 400 wrong dialogues a bot', async () => {
    const report = largeReportFixture(400);
    const html = await renderHtml(report);
    expect(html.length).toBeLessThan(1_500_000);
  });
});
