import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { testWorld } from '../world.ts';
import { reviewStudy } from './reviewStudy.ts';

const BROWSER = '/usr/bin/chromium';

function decidedStudy(): string {
  const root = reviewStudy();
  mkdirSync(join(root, 'data-raw/decisions'));
  writeFileSync(
    join(root, 'data-raw/decisions/log.csv'),
    [
      'uuid,question,change_type,old_value,new_value,issue,decided_by',
      'u2,age,change_response,7,37,"<b>typed ""wrong""</b>",Nadia',
      'u1,work,change_response,yes,no,said so,Omar',
      'u3,age,change_response,41,45,not what the cell holds,Omar',
      'u4,,remove_survey,,,a trial,Nadia',
      '',
    ].join('\n'),
  );
  return root;
}

test('the page tells changes, interviews left out and decisions refused, escaped', async () => {
  const root = decidedStudy();
  await run(testWorld(root), { to: 'review', quiet: true });
  const page = readFileSync(join(root, 'reports/audit.html'), 'utf8');
  expect(page.match(/<tr data-cell="/g)).toHaveLength(4);
  expect(page).not.toContain('<b>typed');
  expect(page).toContain('&lt;b&gt;typed');
  expect(page).toContain('Oui, souvent');
  expect(page).toContain('u3');
  expect(page).not.toContain('Amina Secret');
});

test('a rule tells its reason in the language of the reader', async () => {
  const root = decidedStudy();
  const reason = { fr: 'entretien trop jeune', en: 'too young', ar: 'سن صغيرة جدا' };
  const rules = { corrections: [{ id: 'young', kind: 'drop', when: '${age} = 8', reason }] };
  writeFileSync(join(root, 'schemas/corrections.json'), JSON.stringify(rules));
  await run(testWorld(root), { to: 'review', quiet: true });
  const page = readFileSync(join(root, 'reports/audit.html'), 'utf8');
  const [, fr = '', ar = ''] = page.split('<div class="panel"');
  expect([fr.includes(reason.fr), ar.includes(reason.ar), page.includes(reason.en)]).toEqual([true, true, false]);
  expect(readFileSync(join(root, 'data-clean/changes.csv'), 'utf8')).toContain(reason.en);
});

test.skipIf(!existsSync(BROWSER))(
  'its list is filtered and its sample ticked offline, and ticks are exported',
  async () => {
    const root = decidedStudy();
    await run(testWorld(root), { to: 'review', quiet: true });
    const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-gpu'] });
    try {
      const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
      const wrong: string[] = [];
      page.on('pageerror', (error) => wrong.push(String(error)));
      page.on('console', (message) => wrong.push(message.text()));
      page.on('request', (request) => /^(?:file|blob):/.test(request.url()) || wrong.push(request.url()));
      await page.goto(`file://${join(root, 'reports/audit.html')}`);
      for (const language of ['fr', 'ar']) {
        await page.click(`label[for=pick-${language}]`);
        const panel = page.locator(`.panel[lang=${language}]`);
        const shown = () => panel.locator(`#changes-${language} > tr:visible`).count();
        expect(await shown()).toBe(2);
        await panel.locator('select[name=by]').selectOption('=Nadia');
        expect([await shown(), await panel.locator('.filters output').textContent()]).toEqual([1, '1']);
        await panel.locator('button[type=reset]').focus();
        await page.keyboard.press('Enter');
        await page.waitForTimeout(50);
        expect(await shown()).toBe(2);
        await panel.locator('input[name=text]').fill('omar');
        expect(await shown()).toBe(1);
      }
      const ticks = page.locator('.panel[lang=ar] form.ticks');
      await ticks.locator('input[type=checkbox]').first().focus();
      await page.keyboard.press('Space');
      await ticks.locator('input[type=text]').first().fill('=1+1 "said"');
      expect(await ticks.locator('output').textContent()).toBe('1');
      // Ticks are the same in every language.
      expect(await page.locator('.panel[lang=fr] form.ticks input:checked').count()).toBe(1);
      const [download] = await Promise.all([page.waitForEvent('download'), ticks.locator('button').click()]);
      const lines = readFileSync(await download.path(), 'utf8')
        .trimEnd()
        .split('\r\n');
      expect(lines[0]).toBe('\ufeffchange_id,key,field,checked,note,seed');
      expect(lines).toHaveLength(3);
      expect(lines[1]).toMatch(/,"yes","'=1\+1 ""said""","[0-9a-f]{8}"$/);
      expect(lines[2]).toMatch(/,"no","","[0-9a-f]{8}"$/);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      expect(wrong).toEqual([]);
    } finally {
      await browser.close();
    }
  },
  60_000,
);
