import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { trace } from '../../src/commands/trace.ts';
import { testWorld } from '../world.ts';
import { reviewStudy } from './reviewStudy.ts';

const BROWSER = '/usr/bin/chromium';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Two hundred and forty interviews with an indicator broken down, one of categories, targets, a figure of each; three people of one level are too few to show. */
function study(): string {
  const root = reviewStudy();
  const rows = Array.from({ length: 240 }, (_, at) => {
    const day = `2024-05-${String(1 + (at % 9)).padStart(2, '0')}`;
    const work = at < 3 ? 'no' : 'yes';
    return `${at + 1},u${at + 1},${day}T09:00:00Z,${day}T09:${at === 5 ? '02' : '40'}:00Z,E${at % 3},A,34.0${at % 9} -6.8 0 5,${at === 1 ? 7 : 18 + (at % 40)},${work}`;
  });
  const head = '_index,_uuid,start,end,enumerator,full_name,place,age,work';
  writeFileSync(join(root, 'data-raw/main.csv'), [head, ...rows, ''].join('\n'));
  const put = (file: string, value: unknown) => writeFileSync(join(root, 'schemas', file), JSON.stringify(value));
  const { checks } = JSON.parse(readFileSync(join(root, 'schemas/checks.json'), 'utf8'));
  put('checks.json', {
    checks: [...checks, { id: 'sample', kind: 'sample', by: 'work', targets: { yes: 300, no: 3 } }],
  });
  const title = (fr: string, ar: string) => ({ fr, ar });
  put('indicators.json', {
    themes: [{ id: 'life', title: title('Vie <b>', 'الحياة') }],
    indicators: [
      {
        id: 'OLD',
        kind: 'proportion',
        theme: 'life',
        title: title('Plus de 30 ans', 'أكثر من 30 سنة'),
        value: '${age} > 30',
        by: ['work'],
      },
      { id: 'WORK', kind: 'distribution', theme: 'life', title: title('Travail', 'العمل'), field: 'work' },
    ],
  });
  put('figures.json', { figures: [{ id: 'F1', kind: 'shares', theme: 'life', indicator: 'WORK' }] });
  put('sheets.json', { sheets: [{ id: 'T1', kind: 'indicators', theme: 'life', indicators: ['OLD', 'WORK'] }] });
  mkdirSync(join(root, 'schemas/report'));
  for (const [language, heading] of [
    ['fr', 'Vie'],
    ['ar', 'الحياة'],
  ])
    writeFileSync(
      join(root, `schemas/report/${language}.md`),
      `# ${heading}\n\n{{OLD}} ({{cases:received}}).\n\n{{figure F1}}\n\n{{table OLD}}\n\n{{table WORK}}\n`,
    );
  return root;
}

describe.skipIf(!existsSync(BROWSER))('what people open in a browser', () => {
  let browser: Browser;
  let root: string;
  beforeAll(async () => {
    root = study();
    await run(testWorld(root), { quiet: true });
    browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-gpu'] });
  }, 60_000);
  afterAll(() => browser?.close());

  /** A page of reports/, and what it asked of the network or complained of. */
  async function opened(file: string, width: number) {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('console', (message) => wrong.push(message.text()));
    page.on('request', (request) => request.url().startsWith('file:') || wrong.push(request.url()));
    await page.goto(`file://${join(root, 'reports', file)}`);
    return { page, wrong };
  }

  test.each([
    ['index.html', 390],
    ['index.html', 1280],
    ['validation.html', 1280],
    ['intake.html', 1280],
    ['audit.html', 1280],
    ['report.fr.html', 1280],
    ['report.ar.html', 390],
  ])(
    '%s, %i px wide: axe finds nothing, nothing is loaded, nothing goes beyond the screen',
    async (file, width) => {
      const { page, wrong } = await opened(file, width);
      const labels = page.locator('.languages label');
      for (let at = 0; at < Math.max(1, await labels.count()); at += 1) {
        if ((await labels.count()) > 0) await labels.nth(at).click();
        // By a session of the browser, which the page's own policy does not bind.
        await page.evaluate(AXE);
        const found = await page.evaluate(
          `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(RULES)} }, resultTypes: ['violations'] })
          .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`,
        );
        expect(found).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      }
      expect(wrong).toEqual([]);
      await page.close();
    },
    60_000,
  );

  test('the first page by keyboard: the breakdown that is chosen is shown and said, a suppressed number is a mark', async () => {
    const { page, wrong } = await opened('index.html', 1280);
    for (const language of ['fr', 'ar']) {
      await page.focus(`#pick-${language}`);
      await page.keyboard.press('Space');
      const panel = page.locator(`.panel[lang=${language}]`);
      expect(await panel.getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
      const keys = panel.locator('.keys');
      const rows = () => keys.locator('tbody tr:visible').allInnerTexts();
      const everybody = await rows();
      expect(everybody).toHaveLength(4);
      await panel.locator('select').focus();
      await page.keyboard.press('ArrowDown');
      const shown = await rows();
      expect(everybody[0]).toMatch(/%.*%.*%.*240/s);
      expect(shown).toHaveLength(3);
      expect(shown[2]).toMatch(/\[c\]/);
      expect(shown[2]).not.toMatch(/\d/);
      expect(await panel.locator('output').textContent()).toMatch(/2/);
      await page.keyboard.press('ArrowUp');
      expect(await rows()).toEqual(everybody);
    }
    const french = page.locator('.panel[lang=fr]');
    await page.click('label[for=pick-fr]');
    const against = await french.locator('.plain').first().locator('tbody tr').first().locator('td').allTextContents();
    expect(against.slice(0, 4)).toEqual(['237', '300', '63', '79,0\u202f%']);
    for (const href of await page.locator('.links a').evaluateAll((all) => all.map((one) => one.getAttribute('href'))))
      expect(existsSync(join(root, 'reports', href ?? '?')), href ?? '').toBe(true);
    expect(wrong).toEqual([]);
  }, 30_000);

  test.each([
    ['report.fr.html', 'Code de la figure : F1'],
    ['report.ar.html', 'رمز الشكل: F1'],
  ])(
    '%s by keyboard: each number and each row shows the key that trace takes, each figure its code',
    async (file, code) => {
      const { page, wrong } = await opened(file, 1280);
      const shown = new Set<string>();
      const rows = await page
        .locator('tr[data-key]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-key')));
      const numbers = await page.locator('.datum').evaluateAll((all) => all.map((one) => one.getAttribute('data-key')));
      expect(await page.locator('tr[data-key] .key:visible').count()).toBe(0);
      await page.locator('body').click({ position: { x: 1, y: 1 } });
      for (let at = 0; at < 200; at += 1) {
        await page.keyboard.press('Tab');
        const focused = page.locator(':focus');
        if ((await focused.count()) === 0) break;
        for (const key of await focused.locator('tr[data-key] .key:visible').allInnerTexts()) shown.add(`row ${key}`);
        const after = await page.evaluate<string>("getComputedStyle(document.activeElement, '::after').content");
        if (await focused.evaluate((one) => one.matches('.datum'))) shown.add(`number ${after.replace(/^" |"$/g, '')}`);
      }
      expect(rows.length).toBeGreaterThan(3);
      expect(numbers.length).toBe(2);
      expect([...shown].sort()).toEqual(
        [...new Set([...rows.map((key) => `row ${key}`), ...numbers.map((key) => `number ${key}`)])].sort(),
      );
      const notes = await page.locator('figure .notes li:visible').allInnerTexts();
      expect(notes.map((note) => note.replace(/[\u00a0\u202f]/g, ' '))).toContain(code);
      for (const key of new Set([...rows, ...numbers])) {
        const world = testWorld(root);
        expect(await trace(world, key ?? '', {}), key ?? '').toBe(0);
      }
      expect(wrong).toEqual([]);
      await page.close();
    },
    60_000,
  );
});
