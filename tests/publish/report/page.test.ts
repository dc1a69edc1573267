import { describe, expect, test } from 'vitest';
import type { ReportContent } from '../../../src/publish/report/content.ts';
import { reportPage } from '../../../src/publish/report/page.ts';
import { indicatorBlock } from '../../../src/publish/sheets/block.ts';
import { ESTIMATES } from '../estimates.ts';
import { testWords } from '../words.ts';

const SVG =
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><defs><clipPath id="clip0"><rect width="9" height="9"/></clipPath></defs><g clip-path="url(#clip0)"><text>A &amp; B</text></g></svg>';
const HOSTILE = '<script>alert(1)</script>"\'&<img src=x onerror=alert(1)>';
const VOID = new Set(['meta', 'link', 'br', 'img', 'hr', 'input']);

function content(said: Partial<ReportContent> = {}, text = 'Text.'): ReportContent {
  const words = testWords('en');
  const figure = {
    kind: 'figure',
    id: 'COV',
    number: 'Figure 1',
    title: text,
    svg: SVG,
    alt: text,
    notes: [text],
    simulated: true,
  } as const;
  const table = { kind: 'table', block: indicatorBlock(ESTIMATES, 'COV', 'Table 1', words) } as const;
  return {
    lines: [text],
    simulated: false,
    summary: {
      prose: [text],
      received: 1512,
      kept: 1480,
      cases: [{ label: text, count: 32 }],
      toConfirm: [text],
      findings: { error: { raw: 214, clean: 2 }, warning: { raw: 96, clean: 12 }, note: { raw: 4, clean: 4 } },
      decisions: { applied: 187, refused: 1 },
      changes: 1203,
    },
    sections: [
      { id: 'a', title: text, prose: [text], items: [figure, table, figure, table] },
      { id: 'a', title: text, prose: [], items: [] },
    ],
    notTabulated: [{ field: 'remarks', question: text, reason: text }],
    method: [{ title: text, paragraphs: [text], facts: [{ label: text, cell: { value: 5, style: 'count' } }] }],
    colophon: [[text, text]],
    ...said,
  };
}

/** Tags in order, `name` or `/name`; a tag that closes what is not open, or is left open, fails the test. */
function balanced(page: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  const markup = page.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/<!doctype html>/, '');
  for (const [, closing, name = '', self] of markup.matchAll(
    /<(\/?)([a-zA-Z][\w-]*)(?:\s+[\w:-]+="[^"<>]*")*\s*(\/?)>/g,
  )) {
    seen.push(`${closing}${name}`);
    if (closing === '/') expect(open.pop()).toBe(name);
    else if (self !== '/' && !VOID.has(name)) open.push(name);
  }
  expect(open).toEqual([]);
  // What is left between the tags has no bracket of its own.
  expect(markup.replace(/<\/?[a-zA-Z][\w-]*(?:\s+[\w:-]+="[^"<>]*")*\s*\/?>/g, '')).not.toMatch(/[<>]/);
  return seen;
}

function attributes(page: string, name: string): string[] {
  return [...page.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');
}

describe.each(['fr', 'en', 'ar'] as const)('in %s', (language) => {
  const page = reportPage(content({ simulated: true }), testWords(language));

  test('is well formed, in its language and direction', () => {
    const tags = balanced(page);
    expect(tags.filter((tag) => tag === 'h1')).toHaveLength(1);
    expect(page).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
  });

  test('ids are unique, and every link and label leads to one', () => {
    const ids = attributes(page, 'id');
    expect(new Set(ids).size).toBe(ids.length);
    for (const href of attributes(page, 'href')) expect(ids).toContain(href.slice(1));
    for (const label of attributes(page, 'aria-labelledby')) expect(ids).toContain(label);
    for (const match of page.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(match[1]);
  });

  test('loads nothing and runs nothing', () => {
    expect(attributes(page, '(?:src|srcset|data|action|poster|xlink:href)')).toEqual([]);
    expect(attributes(page, 'href').every((href) => href.startsWith('#'))).toBe(true);
    expect(page.replace(/xmlns="[^"]*"/g, '')).not.toMatch(/https?:|@import|@font-face|<script|<link|javascript:/i);
    expect(page).toContain('default-src &#39;none&#39;');
  });

  test('headings never skip a level', () => {
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map((match) => Number(match[1]));
    // The contents come before the first section, at its level.
    expect(levels.slice(0, 3)).toEqual([1, 2, 2]);
    for (const [place, level] of levels.entries()) expect(level - (levels[place - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  test('every table has a caption, and every header a scope', () => {
    expect(
      page
        .split('<table')
        .slice(1)
        .every((table) => table.indexOf('<caption') < 25),
    ).toBe(true);
    for (const match of page.matchAll(/<th ([^>]*)>/g)) expect(match[1]).toMatch(/^scope="(col|row|rowgroup)"/);
    expect(page).not.toContain('<th>');
  });

  test('a drawing is one image with a text', () => {
    const drawings = [...page.matchAll(/<svg [^>]*>/g)].map((match) => match[0]);
    expect(drawings).toHaveLength(2);
    for (const drawing of drawings) expect(drawing).toContain('role="img" aria-label="Text."');
  });
});

test('texts are escaped wherever they stand', () => {
  const page = reportPage(content({}, HOSTILE), testWords('en'));
  balanced(page);
  expect(page).not.toContain('<script');
  expect(page).not.toContain('<img');
  expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(10);
});

test('numbers are those of the blocks, and held-back ones are marks', () => {
  const page = reportPage(content(), testWords('en'));
  expect(page).toContain('<bdi>74.2%</bdi>');
  expect(page).toContain('<bdi>[c]</bdi>');
  expect(page).toContain('1,512');
  expect(page).toContain('>32<');
});

test.each([
  ['errors', { error: { raw: 9, clean: 2 } }, 0, '2 errors are still open'],
  ['one refused decision', { error: { raw: 9, clean: 0 } }, 1, '1 decision was refused'],
])('what is left to do is told: %s', (_what, error, refused, told) => {
  const { summary } = content();
  const page = reportPage(
    content({
      summary: { ...summary, findings: { ...summary.findings, ...error }, decisions: { applied: 0, refused } },
    }),
    testWords('en'),
  );
  expect(page).toContain(told);
});

test('a report with nothing to say stands', () => {
  const { summary } = content();
  const findings = { error: { raw: 0, clean: 0 }, warning: { raw: 0, clean: 0 }, note: { raw: 0, clean: 0 } };
  const empty = {
    prose: [],
    received: 0,
    kept: 0,
    cases: [],
    toConfirm: [],
    findings,
    decisions: { applied: 0, refused: 0 },
    changes: 0,
  };
  const page = reportPage(
    { lines: [], simulated: false, summary: empty, sections: [], notTabulated: [], method: [], colophon: [] },
    testWords('fr'),
  );
  balanced(page);
  expect(page).not.toContain('class="todo"');
  expect(page).not.toContain('class="banner"');
  expect(summary.kept).toBeGreaterThan(0);
});

test('the same content gives the same bytes', () => {
  expect(reportPage(content(), testWords('ar'))).toBe(reportPage(content(), testWords('ar')));
});
