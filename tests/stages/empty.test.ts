import { describe, expect, test } from 'vitest';
import { namesOf } from '../../src/expression/names.ts';
import { emptyStates, emptyStatesAfter, newlyAsked } from '../../src/stages/empty.ts';
import type { Study } from '../../src/study/study.ts';
import { columnBuilder } from '../../src/table/builder.ts';
import type { Column, FieldType } from '../../src/table/column.ts';
import { pack } from '../../src/table/column.ts';
import type { Dataset, Table } from '../../src/table/table.ts';
import { formOf } from '../form/forms.ts';

const { form } = formOf(
  [
    'type|name|label|relevant',
    'select_one yn|work|Work|',
    "integer|hours|Hours|${work} = 'yes'",
    'integer|more|More|${hours} > 40',
    'integer|age|Age|',
    'integer|odd|Odd|nonsense(${age})',
    "begin repeat|member|Member|${work} = 'yes'",
    'integer|member_age|Age|',
    'integer|school|School|${member_age} < 18',
    'end repeat|||',
  ],
  ['list_name|name|label', 'yn|yes|Yes', 'yn|no|No', 'yn|dk|DK'],
);
const study = { form, names: namesOf(form) } as unknown as Study;

function column(name: string, type: FieldType, cells: readonly string[]): Column {
  const builder = columnBuilder({
    name,
    type,
    options: type === 'one' ? ['yes', 'no', 'dk'] : null,
    dontKnow: new Set(['dk', '-98']),
    refused: new Set(),
    timeZone: 'UTC',
  });
  for (const cell of cells) builder.append(cell);
  return builder.finish();
}

const types: Readonly<Record<string, FieldType>> = { work: 'one', __version__: 'text', note: 'text' };

/** A table of columns whose cells are divided by a space; `_` is empty. */
function tableOf(
  name: string,
  columns: Readonly<Record<string, string>>,
  parents?: readonly number[],
  keys?: readonly string[],
): Table {
  const made = new Map(
    Object.entries(columns).map(([field, text]) => {
      const cells = text === '' ? [] : text.split(' ').map((cell) => (cell === '_' ? '' : cell));
      return [field, column(field, types[field] ?? 'integer', cells)];
    }),
  );
  const rows = [...made.values()][0]?.states.length ?? 0;
  const link = parents === undefined ? {} : { parent: { parent: 'main', rows: Int32Array.from(parents) } };
  return {
    name,
    rows,
    keys: pack(keys ?? Array.from({ length: rows }, (_, row) => `${name}${row}`)),
    columns: made,
    ...link,
  };
}

function dataOf(main: Readonly<Record<string, string>>, member?: Table): Dataset {
  return {
    tables: new Map([['main', tableOf('main', main)], ...(member === undefined ? [] : [['member', member] as const])]),
  };
}

function states(data: Dataset, table: string, field: string): readonly number[] {
  return [...(data.tables.get(table)?.columns.get(field)?.states ?? [])];
}

describe('emptyStates', () => {
  test.each<[name: string, main: Record<string, string>, field: string, expected: number[]]>([
    ['relevance that is false: not asked; true: blank', { work: 'yes no yes', hours: '40 _ _' }, 'hours', [0, 2, 3]],
    ['an answer stays, whatever the relevance', { work: 'no no', hours: '40 _' }, 'hours', [0, 2]],
    ['don’t know and invalid stay', { work: 'no no no', hours: '-98 x 1' }, 'hours', [4, 7, 0]],
    ['the code of don’t know is read by the form', { work: 'dk yes', hours: '_ 1' }, 'hours', [2, 0]],
    ['a blank answer makes the next question not relevant', { work: '_ yes', hours: '_ 1' }, 'hours', [2, 0]],
    [
      'a chain: what was not asked reads empty',
      { work: 'no yes yes', hours: '50 50 _', more: '_ _ 1' },
      'more',
      [2, 3, 0],
    ],
    ['always relevant: blank', { age: '1 _' }, 'age', [0, 3]],
    ['a question that nobody answers: not asked', { age: '_ _', work: 'yes no' }, 'age', [2, 2]],
    ['a relevance that cannot be evaluated: blank', { age: '1 2', odd: '_ 5' }, 'odd', [3, 0]],
    ['no rows', { work: '', hours: '' }, 'hours', []],
  ])('%s', (_, main, field, expected) => {
    expect(states(emptyStates(study, dataOf(main)), 'main', field)).toEqual(expected);
  });

  test('a question that no record of a form version answers was not asked there', () => {
    const data = dataOf({ __version__: 'v1 v1 v2 v2 _', age: '_ _ 30 _ _' });
    expect(states(emptyStates(study, data), 'main', 'age')).toEqual([2, 2, 0, 3, 2]);
  });

  test('in a roster the version is that of the interview', () => {
    const data = dataOf(
      { __version__: 'v1 v2', work: 'yes yes' },
      tableOf('member', { member_age: '_ 5 _ _', school: '_ _ _ 1' }, [0, 1, 1, -1]),
    );
    // An orphan has no interview: it is of the version of the first code.
    expect(states(emptyStates(study, data), 'member', 'member_age').slice(0, 3)).toEqual([2, 0, 3]);
  });

  test('the relevance of a repeat and of its interview', () => {
    const member = tableOf('member', { member_age: '5 _ 30 7', school: '1 _ _ _' }, [0, 0, 0, 1]);
    const data = emptyStates(study, dataOf({ work: 'yes no' }, member));
    expect(states(data, 'member', 'member_age')).toEqual([0, 3, 0, 0]);
    expect(states(data, 'member', 'school')).toEqual([0, 2, 2, 2]);
  });

  test('columns that are no questions are left alone, and the data given too', () => {
    const data = dataOf({ work: 'no', hours: '_', note: '_' });
    const made = emptyStates(study, data);
    expect(states(made, 'main', 'note')).toEqual([3]);
    expect(states(data, 'main', 'hours')).toEqual([3]);
  });

  test('done twice it is the same', () => {
    const once = emptyStates(study, dataOf({ work: 'yes no _', hours: '_ _ 1', more: '_ 5 _' }));
    expect(emptyStates(study, once)).toEqual(once);
  });
});

describe('emptyStatesAfter', () => {
  /** The states of `hours` after a correction of `work`. */
  function statesAfter(
    before: Record<string, string>,
    corrected: Record<string, string>,
    keep?: readonly number[],
  ): readonly number[] {
    const raw = emptyStates(study, dataOf(before));
    const main = tableOf(
      'main',
      corrected,
      undefined,
      keep?.map((row) => `main${row}`),
    );
    const told = new Map(
      [...main.columns].map(([name, each]) => {
        const old = raw.tables.get('main')?.columns.get(name)?.states;
        const rows = keep ?? [...each.states.keys()];
        return [
          name,
          { ...each, states: each.states.map((state, row) => (state === 3 ? (old?.[rows[row] ?? 0] ?? 3) : state)) },
        ];
      }),
    );
    const clean: Dataset = { tables: new Map([['main', { ...main, columns: told }]]) };
    return states(emptyStatesAfter(study, raw, clean), 'main', 'hours');
  }

  test.each<[name: string, before: Record<string, string>, corrected: Record<string, string>, expected: number[]]>([
    ['nothing changed', { work: 'yes no', hours: '_ _' }, { work: 'yes no', hours: '_ _' }, [2, 2]],
    [
      'nothing changed, somebody answered',
      { work: 'yes no yes', hours: '_ _ 1' },
      { work: 'yes no yes', hours: '_ _ 1' },
      [3, 2, 0],
    ],
    ['made relevant: blank', { work: 'no yes', hours: '_ 1' }, { work: 'yes yes', hours: '_ 1' }, [3, 0]],
    ['made irrelevant: not asked', { work: 'yes yes', hours: '_ 1' }, { work: 'no yes', hours: '_ 1' }, [2, 0]],
  ])('%s', (_, before, corrected, expected) => {
    expect(statesAfter(before, corrected)).toEqual(expected);
  });

  test('a question that its form version did not have stays not asked', () => {
    expect(
      statesAfter(
        { __version__: 'v1 v2', work: 'yes yes', hours: '_ 1' },
        { __version__: 'v1 v2', work: 'yes yes', hours: '_ 1' },
      ),
    ).toEqual([2, 0]);
  });

  test('rows that cleaning dropped: each kept row is compared with itself', () => {
    expect(
      statesAfter({ work: 'yes no no yes', hours: '_ _ _ 1' }, { work: 'yes no yes', hours: '_ _ 1' }, [1, 2, 3]),
    ).toEqual([3, 2, 0]);
  });
});

describe('newlyAsked', () => {
  test('a question that a correction made relevant is told where nobody asked it, and only there', () => {
    const raw = emptyStates(study, dataOf({ work: 'no yes no', hours: '_ _ 5' }));
    const corrected = dataOf({ work: 'yes yes yes', hours: '_ _ 5' });
    const columns = new Map(corrected.tables.get('main')!.columns);
    const states = raw.tables.get('main')!.columns.get('hours')!.states;
    columns.set('hours', { ...columns.get('hours')!, states });
    const before: Dataset = { tables: new Map([['main', { ...corrected.tables.get('main')!, columns }]]) };
    const remarks = newlyAsked(study, before, emptyStatesAfter(study, raw, before));
    expect(remarks.map(({ key, field }) => [key, field])).toEqual([['main0', 'hours']]);
    expect(remarks[0]?.message).toBe(
      'was not asked, although by the corrected answers it was to be: ask it, or look at the correction again',
    );
  });
});
