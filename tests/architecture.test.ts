import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * Who may import whom, besides a room's own files: the design's table as data. `*` is every room but commands, disk and remote. A path
 * with `(types)` may be imported for its types only.
 */
const MAY: Readonly<Record<string, readonly string[]>> = {
  table: [],
  survey: [],
  'publish/words': [],
  fault: [],
  kind: [],
  form: ['table', 'fault'],
  expression: ['table', 'form', 'fault'],
  readers: ['table', 'form', 'fault'],
  checks: ['kind', 'table', 'form', 'expression', 'survey', 'fault'],
  corrections: ['kind', 'table', 'form', 'expression', 'fault'],
  indicators: ['kind', 'table', 'form', 'expression', 'survey', 'fault'],
  weighting: ['table', 'form', 'expression', 'survey', 'fault'],
  'publish/figures': ['kind', 'table', 'form', 'publish/words', 'fault', 'publish/drawing/fonts.ts (types)'],
  'publish/sheets': ['kind', 'table', 'form', 'publish/words', 'fault'],
  threads: [],
  'publish/drawing': ['publish/words', 'fault', 'threads'],
  'publish/report': ['table', 'form', 'publish/words', 'fault', 'threads', 'publish/sheets/sheet.ts (types)'],
  writers: ['table', 'form', 'fault', 'publish/sheets/sheet.ts (types)'],
  study: [
    'publish/report',
    'form',
    'expression',
    'readers',
    'publish/words',
    'kind',
    'table',
    'fault',
    'checks',
    'corrections',
    'indicators',
    'weighting',
    'publish/figures',
    'publish/sheets',
    'stages/disk.ts (types)',
  ],
  simulation: ['*'],
  evidence: ['*'],
  drafting: ['*'],
  estimating: ['table', 'readers', 'expression', 'form', 'survey', 'fault'],
  stages: ['*'],
  disk: ['fault', 'table', 'stages/disk.ts (types)', 'study/load.ts (types)'],
  remote: ['fault', 'stages/disk.ts (types)'],
  commands: ['*', 'commands'],
  cli: ['commands', 'disk', 'remote', 'fault'],
};

/** What only the edge may name, and where. */
const EFFECTS: readonly { readonly what: string; readonly pattern: RegExp; readonly where: readonly string[] }[] = [
  { what: 'the file system', pattern: /['"](?:node:)?fs(?:\/promises)?['"]/, where: ['disk'] },
  {
    what: 'a socket',
    pattern: /['"](?:node:)?(?:net|http|https|tls|dgram|http2|dns)['"]|\bfetch\(/,
    where: ['remote'],
  },
  { what: 'process', pattern: /(?<![.\w])process\.|['"](?:node:)?process['"]/, where: ['cli', 'disk'] },
  { what: 'a thread', pattern: /['"](?:node:)?worker_threads['"]/, where: ['threads', 'publish/drawing'] },
  { what: 'the console', pattern: /(?<![.\w])console\./, where: ['cli'] },
  { what: 'the clock', pattern: /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/, where: ['cli', 'disk'] },
  { what: 'chance without a seed', pattern: /\bMath\.random\(/, where: [] },
  { what: 'program text', pattern: /\beval\(|\bnew Function\(/, where: [] },
];

/** `Math.pow` and `**` differ in their last bits between versions of Node. */
const POWERS = ['survey', 'simulation'];

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

function roomOf(path: string): string {
  const parts = path.split('/');
  if (parts.length === 1) return path.replace(/\.ts$/, '');
  return parts[0] === 'publish' ? `${parts[0]}/${parts[1]}` : (parts[0] ?? '');
}

/** Every import that breaks the table, as `file:line: why`. */
function brokenImports(files: readonly SourceFile[]): readonly string[] {
  const broken: string[] = [];
  for (const { path, text } of files) {
    const room = roomOf(path);
    const may = MAY[room];
    if (may === undefined) {
      broken.push(`${path}:1: the room ${room} is not in the table`);
      continue;
    }
    for (const { target, types, line } of importsOf(text)) {
      if (!target.startsWith('.')) continue;
      const found = join(dirname(path), target);
      const to = roomOf(found);
      if (to === room && room !== 'cli') continue;
      const free = may.includes(to) || (may.includes('*') && !['commands', 'disk', 'remote', 'cli'].includes(to));
      const typesOnly = types && may.includes(`${found} (types)`);
      if (!free && !typesOnly) broken.push(`${path}:${line}: ${room} imports ${found}`);
      if (/(^|\/)index\.ts$/.test(found)) broken.push(`${path}:${line}: a barrel`);
    }
  }
  return broken;
}

function importsOf(
  text: string,
): readonly { readonly target: string; readonly types: boolean; readonly line: number }[] {
  const found: { target: string; types: boolean; line: number }[] = [];
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:([^'"]*?)\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  for (const match of text.matchAll(pattern)) {
    const named = match[2] ?? '';
    const inner =
      /^\{([^}]*)\}$/
        .exec(named.trim())?.[1]
        ?.split(',')
        .filter((part) => part.trim() !== '') ?? [];
    const types =
      match[1] !== undefined || (inner.length > 0 && inner.every((part) => part.trim().startsWith('type ')));
    found.push({ target: match[3] ?? match[4] ?? '', types, line: text.slice(0, match.index + 1).split('\n').length });
  }
  return found;
}

/** Every effect that is named outside of its place, as `file:line: what`. */
function misplacedEffects(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, place) => {
      const code = line.replace(/^\s*(\/\/|\*|\/\*).*$/, '');
      const room = roomOf(path);
      const effects = EFFECTS.filter(({ pattern, where }) => pattern.test(code) && !where.includes(room)).map(
        ({ what }) => what,
      );
      if (POWERS.includes(room) && /Math\.pow|\*\*/.test(code)) effects.push('a power');
      return effects.map((what) => `${path}:${place + 1}: ${what}`);
    }),
  );
}

const root = new URL('../src', import.meta.url).pathname;

function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith('.ts') ? [{ path: relative(root, path), text: readFileSync(path, 'utf8') }] : [];
  });
}

describe('the rooms of src/', () => {
  const files = sourceFiles(root);

  test('imports go the way of the table', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(brokenImports(files)).toEqual([]);
  });

  test('files, sockets, process, console, clock and chance are named at the edge only', () => {
    expect(misplacedEffects(files)).toEqual([]);
  });

  test('no file is called utils, helpers, common, misc or index', () => {
    expect(
      files.map(({ path }) => path).filter((path) => /(^|\/)(utils?|helpers?|misc|common|index)\.ts$/.test(path)),
    ).toEqual([]);
  });

  test('only the study and what stands above it name Study', () => {
    const free = ['study', 'simulation', 'evidence', 'drafting', 'stages', 'commands'];
    const naming = files.filter(
      ({ path, text }) => !free.includes(roomOf(path)) && /\/study\/study\.ts['"]/.test(text),
    );
    expect(naming.map(({ path }) => path)).toEqual([]);
  });
});

describe('the test itself', () => {
  test.each([
    [
      'an arrow turned round',
      'table/column.ts',
      "import { parse } from '../form/parse.ts';",
      'table imports form/parse.ts',
    ],
    [
      'a core that looks up',
      'survey/design.ts',
      "import type { Table } from '../table/table.ts';",
      'survey imports table/table.ts',
    ],
    [
      'a value where types are allowed',
      'disk/disk.ts',
      "import { stage } from '../stages/stage.ts';",
      'disk imports stages/stage.ts',
    ],
    ['a lazy import', 'form/parse.ts', "const x = await import('../readers/csv.ts');", 'form imports readers/csv.ts'],
  ])('sees %s', (_, path, text, wrong) => {
    expect(brokenImports([{ path, text }])).toEqual([`${path}:1: ${wrong}`]);
  });

  test('allows types where only types are allowed', () => {
    const text = "import type { Disk } from '../stages/disk.ts';\nimport { type Files } from '../stages/disk.ts';";
    expect(brokenImports([{ path: 'disk/disk.ts', text }])).toEqual([]);
  });

  test.each([
    ['a file read', 'checks/range.ts', "import { readFileSync } from 'node:fs';", 'the file system'],
    ['the clock', 'stages/run.ts', 'const now = new Date();', 'the clock'],
    ['a power', 'survey/variance.ts', 'const square = x ** 2;', 'a power'],
  ])('sees %s in the wrong room', (_, path, text, what) => {
    expect(misplacedEffects([{ path, text }])).toEqual([`${path}:1: ${what}`]);
  });
});
