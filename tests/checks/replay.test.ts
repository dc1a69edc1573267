import { describe, expect, test } from 'vitest';
import type { CheckRemark } from '../../src/checks/check.ts';
import { namesOf } from '../../src/expression/names.ts';
import { parseForm } from '../../src/form/parse.ts';
import { ANSWERED, NOT_ASKED } from '../../src/table/states.ts';
import type { Dataset } from '../../src/table/table.ts';
import { found, madeCheck, madeData } from './made.ts';

const { form } = parseForm(
  [
    {
      name: 'survey',
      rows: [
        ['type', 'name', 'label', 'relevant', 'calculation', 'repeat_count', 'read_only', 'trigger'],
        ['integer', 'age', 'Age'],
        ['select_one yn', 'works', 'Works?'],
        ['calculate', 'double', '', '', '${age} * 2'],
        ['calculate', 'wage', '', "${works} = 'yes'", 'concat(${age}, " a month")'],
        ['calculate', 'drawn', '', '', 'once(random())'],
        ['integer', 'guess', 'Guess', '', '${age} + 1'],
        ['integer', 'shown', 'Shown', '', '${age} + 1', '', 'yes'],
        ['calculate', 'before', '', '', '${age} + 1', '', '', '${works}'],
        ['integer', 'size', 'How many?'],
        ['begin_repeat', 'member', 'Member', '', '', '${size}'],
        ['integer', 'm_age', 'Age'],
        ['calculate', 'm_next', '', '', '${m_age} + 1'],
        ['end_repeat', ''],
      ],
    },
    {
      name: 'choices',
      rows: [
        ['list_name', 'name', 'label'],
        ['yn', 'yes', 'Yes'],
        ['yn', 'no', 'No'],
      ],
    },
  ],
  'made.xlsx',
);
const names = namesOf(form);
const entry = (kind: string) => {
  const check = madeCheck(kind, {}, { form, names, place: 'schemas/checks.json › test' });
  return (data: Dataset) => found(check, data);
};
const told = (remarks: readonly CheckRemark[]) =>
  remarks.map(({ key, field, value, message, level }) => [level === 'note' ? 'note' : key, field, value, message]);

describe('calculation', () => {
  const why = 'it was edited, or an answer that it reads was changed';

  test('names both values and the calculation, and proposes what it gives', () => {
    const data = madeData(form, names, [
      { age: 20, double: '40', drawn: '0.4', shown: 21 },
      { age: 20, double: '41', drawn: '0.4', shown: 22, works: 'yes', wage: '19 a month' },
      { age: 20, drawn: '0.4', shown: 21, works: 'no', wage: 'left over' },
    ]);
    const remarks = entry('calculation')(data);
    expect(told(remarks)).toEqual([
      ['k2', 'double', '41', `41 is stored, and the form's calculation gives 40 (\${age} * 2): ${why}`],
      ['k3', 'double', '', `nothing is stored, and the form's calculation gives 40 (\${age} * 2): ${why}`],
      [
        'k2',
        'wage',
        '19 a month',
        `19 a month is stored, and the form's calculation gives 20 a month (concat(\${age}, " a month")): ${why}`,
      ],
      ['note', 'drawn', '', 'not evaluated for 3 rows: once() keeps what was drawn by chance at the interview'],
      ['k2', 'shown', '22', `22 is stored, and the form's calculation gives 21 (\${age} + 1): ${why}`],
    ]);
    expect(remarks[0]).toMatchObject({ proposedAction: 'set', proposedValue: '40' });
  });

  test('an enumerator may change a question that is only proposed; a trigger calculates at its own time', () => {
    const data = madeData(form, names, [{ age: 20, double: '40', shown: 21, guess: 50, before: '3', drawn: '1' }]);
    expect(told(entry('calculation')(data)).filter(([key]) => key !== 'note')).toEqual([]);
  });

  test('what a form version did not have, and so was not asked, is not stale', () => {
    const data = madeData(form, names, [{ age: 20 }, { age: 20, double: '40' }]);
    const main = data.tables.get('main')!;
    const double = main.columns.get('double')!;
    const states = Uint8Array.of(NOT_ASKED, ANSWERED);
    const columns = new Map([...main.columns, ['double', { ...double, states }] as const]);
    const told = entry('calculation')({ tables: new Map(data.tables).set('main', { ...main, columns }) });
    expect(told.filter(({ field }) => field === 'double')).toEqual([]);
  });

  test('in a roster', () => {
    const data = madeData(
      form,
      names,
      [{ age: 1, double: '2', shown: 2 }],
      [
        { m_age: 4, m_next: '5' },
        { m_age: 4, m_next: '4' },
      ],
    );
    expect(told(entry('calculation')(data)).filter(([, field]) => field === 'm_next')).toEqual([
      ['row/member[2]', 'm_next', '4', `4 is stored, and the form's calculation gives 5 (\${m_age} + 1): ${why}`],
    ]);
  });
});

describe('repeatCount', () => {
  test('more rows and fewer than the form asks for; the count that was answered stands beside it', () => {
    const data = madeData(
      form,
      names,
      [{ size: 2 }, { size: 1 }, { size: 1 }, {}],
      [{ parent: 0 }, { parent: 1 }, { parent: 3 }],
    );
    expect(told(entry('repeatCount')(data))).toEqual([
      ['k1', 'size', '2', "1 row of 'member', where the form asks for 2 (repeat_count ${size})"],
      ['k3', 'size', '1', "0 rows of 'member', where the form asks for 1 (repeat_count ${size})"],
      ['k4', 'size', '0', "1 row of 'member', where the form asks for 0 (repeat_count ${size})"],
    ]);
  });

  test('a dataset without rows', () => {
    expect(entry('repeatCount')(madeData(form, names, []))).toEqual([]);
  });
});
