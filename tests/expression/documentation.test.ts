import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/expression/compile.ts';
import { texts } from '../../src/expression/evaluate.ts';
import { FUNCTIONS } from '../../src/expression/functions/registry.ts';
import type { Reading } from '../../src/expression/vector.ts';
import { survey } from './dataset.ts';

const text = readFileSync(new URL('../../docs/expressions.md', import.meta.url), 'utf8');

/** The rows of the tables under « Functions »: function, missing, example, gives. */
const rows = text
  .slice(text.indexOf('## Functions'))
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const code = (cell: string): string => /^`(.*)`$/.exec(cell)?.[1] ?? '';
const examples = rows
  .map(([, , example = '', gives = '', inForm = '']) => [code(example), gives, inForm === '' ? gives : inForm] as const)
  .filter(([example]) => example !== '');

const square = '34.1 -6.9;34.11 -6.9;34.11 -6.89;34.1 -6.89;34.1 -6.9';
const made = survey(
  {
    main: {
      shape: {
        age: 'integer',
        sex: ['female', 'male'],
        needs: ['*training', 'credit', 'none'],
        income: 'integer',
        debt: 'integer',
        born: 'date',
        start: 'dateTime',
        end: 'dateTime',
        today: 'date',
        hour: 'time',
        name: 'text',
        spot: 'geopoint',
        field_shape: 'geoshape',
      },
      cells: {
        age: [34],
        sex: ['female'],
        needs: ['training credit'],
        income: ['dk:-98'],
        debt: ['NA'],
        born: ['1992-03-05'],
        start: ['2026-11-23T08:30:00+01:00'],
        end: ['2026-11-23T09:15:00+01:00'],
        today: ['2026-11-23'],
        hour: ['18:00:00'],
        name: ['Ada L'],
        spot: ['34.0 -6.8 0 0'],
        field_shape: [square],
      },
    },
    kid: {
      parent: 'main',
      rows: [0, 0],
      shape: { kid_age: 'integer', kid_name: 'text' },
      cells: { kid_age: [4, 9], kid_name: ['Bo', 'Cy'] },
    },
  },
  {
    parameters: new Map([['poverty', 700]]),
    lookups: new Map([['cpi', new Map([['2026', 130.5]])]]),
    moments: { today: 'today', start: 'start', end: 'end' },
    pulled: new Map([
      [
        'frame',
        new Map([
          ['code', ['c6', 'c7']],
          ['psu', ['P0', 'P1']],
        ]),
      ],
    ]),
  },
);
const fields = new Map(made.names.fields);
fields.set('sex', { ...fields.get('sex')!, labels: ['Woman', 'Man'] });
fields.set('needs', { ...fields.get('needs')!, labels: ['Training', 'Credit', 'None'] });
const names = { ...made.names, fields };

function shown(example: string, reading: Reading): string {
  const expression = compile(example, names, { place: 'docs/expressions.md', table: 'main' });
  const found = texts(expression, made.data, reading);
  if (found.unknown[0] === 1) return '?';
  return found.notAsked[0] === 1 ? 'NA' : found.texts[found.codes[0] ?? 0] || "''";
}

describe('docs/expressions.md', () => {
  test.each(examples)('%s gives %s in analysis, %s in a form', (example, gives, inForm) => {
    expect(shown(example, 'analysis')).toBe(gives);
    expect(shown(example, 'form')).toBe(inForm);
  });

  test('says what a form gives only where that is something else', () => {
    expect(rows.filter(([, , , gives = '', inForm = '']) => inForm === gives && inForm !== '')).toEqual([]);
  });

  test('describes every function, each with an example, and no other', () => {
    const described = rows.flatMap(([cell = '']) => [...cell.matchAll(/`([\w:-]+)\(/g)].map((found) => found[1]));
    expect([...FUNCTIONS.keys()].filter((name) => !described.includes(name))).toEqual([]);
    expect(described.filter((name) => !FUNCTIONS.has(name ?? ''))).toEqual([]);
    expect(rows.filter(([, , example = '']) => code(example) === '')).toEqual([]);
  });

  test('an example with a ? says why in its column « missing », or reads what is unknown', () => {
    const silent = rows.filter(
      ([, missing = '', example = '', gives = '']) =>
        gives === '?' && !/^not evaluated|is unknown/.test(missing) && !example.includes('income'),
    );
    expect(silent).toEqual([]);
    for (const [, missing = '', example = ''] of rows)
      expect(
        compile(code(example), names, { place: 'docs/expressions.md', table: 'main' }).notEvaluated !== '',
        example,
      ).toBe(missing.startsWith('not evaluated'));
  });
});
