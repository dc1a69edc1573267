import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { testWorld } from '../world.ts';
import { reviewStudy } from './reviewStudy.ts';

const BROWSER = '/usr/bin/chromium';

test.skipIf(!existsSync(BROWSER))(
  'the validation page filters its findings offline, in each language',
  async () => {
    const root = reviewStudy();
    await run(testWorld(root), { to: 'clean', quiet: true });
    const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-gpu'] });
    try {
      const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
      const wrong: string[] = [];
      page.on('pageerror', (error) => wrong.push(String(error)));
      page.on('console', (message) => wrong.push(message.text()));
      page.on('request', (request) => request.url().startsWith('file:') || wrong.push(request.url()));
      await page.goto(`file://${join(root, 'reports/validation.html')}`);
      for (const language of ['fr', 'ar']) {
        await page.click(`label[for=pick-${language}]`);
        const panel = page.locator(`.panel[lang=${language}]`);
        const shown = () => panel.locator('.findings tbody tr:visible').count();
        expect(await panel.getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
        expect(await shown()).toBe(6);
        await panel.locator('select[name=level]').selectOption('=error');
        expect([await shown(), await panel.locator('output').textContent()]).toEqual([3, '3']);
        await panel.locator('input[name=text]').fill('member[2]');
        expect(await shown()).toBe(1);
        await panel.locator('button[type=reset]').click();
        await page.waitForTimeout(50);
        expect(await shown()).toBe(6);
        expect(await panel.locator('svg[role=img]').count()).toBe(2);
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      expect(wrong).toEqual([]);
    } finally {
      await browser.close();
    }
  },
  60_000,
);
