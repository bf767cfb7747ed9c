import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderComparisonHtml } from '../comparison/html.js';
import { comparison } from '../fixtures/comparison-fixture.js';
import { largeReportFixture, reportFixture } from '../fixtures/report-fixture.js';
import { renderHtml } from './index.js';

const CHROMIUM = '/usr/bin/chromium';
const installed = existsSync(CHROMIUM);
const title = installed ? 'report.html in a browser' : `report.html in a browser (skipped: ${CHROMIUM} is not installed)`;

describe.skipIf(!installed)(title, { timeout: 60_000 }, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shopreplay-report-'));
    await writeFile(join(folder, 'report.html'), await renderHtml(reportFixture()));
    await writeFile(join(folder, 'large.html'), await renderHtml(largeReportFixture(400)));
    await writeFile(join(folder, 'comparison.html'), renderComparisonHtml(comparison));
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  interface Opened {
    readonly page: Page;
    readonly complaints: string[];
    readonly requests: string[];
  }

  async function open(file: string, options: { width?: number; javaScriptEnabled?: boolean } = {}): Promise<Opened> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: 900 },
      javaScriptEnabled: options.javaScriptEnabled ?? true,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(join(folder, file)).href);
    return { page, complaints, requests };
  }

  it('loads without a complaint and without a request but for itself', async () => {
    const { page, complaints, requests } = await open('report.html');
    await page.locator('article.dialogue').first().waitFor();
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('data:'))).toHaveLength(1);
    await page.context().close();
  });

  it('shows a hostile reply as text and runs nothing of it', async () => {
    const { page, complaints } = await open('report.html');
    await page.locator('#f-text').fill('onerror');
    await expect.poll(() => page.locator('article.dialogue').count()).toBe(1);
    expect(await page.locator('.bubble.bot .said').first().textContent()).toContain(
      '</script><script>globalThis.hacked = 1</script><img',
    );
    expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
    expect(await page.locator('#list img, #list script').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('filters by bot, slice, intent, fault and text, and resets', async () => {
    const { page } = await open('report.html');
    const found = (): Promise<string | null> => page.locator('#found').textContent();
    expect(await found()).toBe('6 of 6 dialogues');
    await page.locator('#f-bot').selectOption('1');
    expect(await found()).toBe('2 of 6 dialogues');
    await page.locator('#f-slice').selectOption('dialect=sichuan');
    expect(await found()).toBe('1 of 6 dialogues');
    await page.locator('#f-bot').selectOption('');
    expect(await found()).toBe('2 of 6 dialogues');
    await page.locator('button[type=reset]').click();
    await expect.poll(found).toBe('6 of 6 dialogues');
    await page.locator('#f-fault').selectOption('call');
    expect(await found()).toBe('1 of 6 dialogues');
    await page.locator('#f-fault').selectOption('critical');
    expect(await found()).toBe('1 of 6 dialogues');
    await page.locator('#f-fault').selectOption('');
    await page.locator('#f-intent').selectOption('human.request');
    expect(await found()).toBe('2 of 6 dialogues');
    await page.locator('#f-text').fill('没有这句话');
    expect(await found()).toBe('0 of 6 dialogues');
    await page.context().close();
  });

  it('sorts the intents by keyboard, those without a value last', async () => {
    const { page } = await open('report.html');
    const first = page.locator('table.sortable tbody tr').first().locator('th');
    expect(await first.textContent()).toBe('product.recommend');
    const recall = page.locator('table.sortable thead th').nth(3);
    await recall.locator('button').press('Enter');
    expect(await recall.getAttribute('aria-sort')).toBe('descending');
    expect(await first.textContent()).toBe('shipping.time');
    await recall.locator('button').press('Enter');
    expect(await first.textContent()).toBe('invoice.ask');
    expect(await page.locator('table.sortable tbody tr').last().locator('th').textContent()).toBe('stock.ask');
    await page.context().close();
  });

  it('pages through hundreds of dialogues', async () => {
    const { page } = await open('large.html');
    expect(await page.locator('#found').textContent()).toBe('600 of 600 dialogues');
    expect(await page.locator('article.dialogue').count()).toBe(12);
    await page.locator('#next').click();
    expect(await page.locator('#page').textContent()).toBe('page 2 of 50');
    await page.locator('#f-text').fill('奶粉');
    expect(await page.locator('#page').textContent()).toMatch(/^page 1 of /);
    await page.context().close();
  });

  it('fits a phone without sideways scrolling', async () => {
    const { page } = await open('report.html', { width: 360 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.context().close();
  });

  it.each([1280, 390])(
    'shows a comparison %i pixels wide: Chinese as it is, markup as text, no sideways scrolling',
    async (width) => {
      const { page, complaints, requests } = await open('comparison.html', { width });
      expect(complaints).toEqual([]);
      expect(requests.filter((url) => !url.startsWith('data:'))).toHaveLength(1);
      const text = await page.locator('body').innerText();
      expect(text).toContain('母婴');
      expect(text).toContain('旧版');
      expect(text).toContain('<script>alert(1)</script> @someone');
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
      await page.context().close();
    },
  );

  it('shows all but the dialogue browser without scripts', async () => {
    const { page } = await open('report.html', { javaScriptEnabled: false });
    expect(await page.locator('noscript').textContent()).toContain('errors.csv');
    expect(await page.locator('#browser').isVisible()).toBe(false);
    expect(await page.locator('#headline .card').count()).toBe(9);
    expect(await page.locator('#latency .wide svg').isVisible()).toBe(true);
    await page.context().close();
  });
});
