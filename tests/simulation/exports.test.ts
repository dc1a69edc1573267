import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDisk } from '../../src/disk/disk.ts';
import { namesOf } from '../../src/expression/names.ts';
import { isFault } from '../../src/fault.ts';
import type { Form } from '../../src/form/form.ts';
import { parseForm } from '../../src/form/parse.ts';
import { simulateForm } from '../../src/simulation/form.ts';
import { readFormSheets } from '../../src/study/read.ts';
import { brokenRules } from './obeyed.ts';

const shared = new URL('../../../shared/exports', import.meta.url).pathname;
const there = existsSync(shared);
const files = there
  ? readdirSync(shared, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.xlsx?$/.test(path))
      .sort()
  : [];

/** A roster that grows while its own questions are answered, its count a sum over itself: no order of questions settles it. */
const CIRCLES = new Set(['calculation tmp_hhm_sum']);

async function formAt(path: string): Promise<Form | null> {
  try {
    return parseForm(await readFormSheets(openDisk(null), path), path).form;
  } catch (error) {
    if (isFault(error)) return null;
    throw error;
  }
}

describe.skipIf(!there)('forms of real surveys (skipped where ../shared/exports is absent)', () => {
  test('there are forms', () => expect(files.length).toBeGreaterThan(10));
  test.each(files)('%s is simulated by its own rules, or a fault names what cannot be met', async (path) => {
    const form = await formAt(join(shared, path));
    if (form === null) return;
    try {
      const made = simulateForm(form, namesOf(form), { seed: 'a', rows: 30 });
      expect(brokenRules(form, made).filter((rule) => !CIRCLES.has(rule))).toEqual([]);
    } catch (error) {
      if (!isFault(error)) throw error;
      expect(error.message).toMatch(/survey row \d+ › constraint: no answer to '.+' was found/);
    }
  });
});
