import { describe, expect, test } from 'vitest';
import { compile } from '../../src/expression/compile.ts';
import { truth } from '../../src/expression/evaluate.ts';
import { standingOf, standingOfValue } from '../../src/indicators/standing.ts';
import { dataOf, names, sampleOf, tableOf } from './made.ts';

// answered, imputed, not asked, blank, don't know, refused, removed, invalid
const age = '30 i:31 NA _ -98 -99 x:9 douze';
const expression = (text: string, table = 'main') => compile(text, names, { place: 'test', table });

describe('of a question', () => {
  test('is its state', () => {
    const sample = sampleOf(dataOf({ age }));
    expect([...standingOf(sample, sample.table.columns.get('age')!, null)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('outside of the population every state is left out', () => {
    const sample = sampleOf(dataOf({ age }), 'main', [0, 0, 0, 0, 0, 0, 0, 1]);
    expect([...standingOf(sample, sample.table.columns.get('age')!, null)]).toEqual([
      255, 255, 255, 255, 255, 255, 255, 7,
    ]);
  });

  test('a base that is false is not asked; one that is unknown has the reason of its own fields', () => {
    const sample = sampleOf(dataOf({ age: '30 30 30 30 30 30 _ -98', work: 'yes no _ dk ref NA no yes' }));
    const base = expression("${work} = 'yes'");
    expect([...standingOf(sample, sample.table.columns.get('age')!, base)]).toEqual([0, 2, 3, 4, 5, 2, 2, 4]);
  });

  test('neither the column nor the sample is changed', () => {
    const sample = sampleOf(dataOf({ age: '30 _' }), 'main', [0, 0]);
    const column = sample.table.columns.get('age')!;
    standingOf(sample, column, null);
    expect([...column.states]).toEqual([0, 3]);
  });

  test('of no rows is none', () => {
    const sample = sampleOf(dataOf({ age: '' }));
    expect([...standingOf(sample, sample.table.columns.get('age')!, expression('${age} > 1'))]).toEqual([]);
  });
});

describe('of a value', () => {
  function standing(
    text: string,
    main: Readonly<Record<string, string>>,
    base = '',
    eligible?: readonly number[],
  ): readonly number[] {
    const sample = sampleOf(dataOf(main), 'main', eligible);
    const value = expression(text);
    const unknown = truth(value, sample.data, 'analysis').map((each) => (each === 2 ? 1 : 0));
    const result = { unknown, notAsked: new Uint8Array(sample.table.rows) };
    return [...standingOfValue(sample, value, result, base === '' ? null : expression(base))];
  }

  test('known, imputed, or the state that makes it unknown', () => {
    expect(standing('${age} > 18', { age: '30 i:31 _ -98 -99 x:9 douze' })).toEqual([0, 1, 3, 4, 5, 6, 7]);
  });

  test('of several reasons refused comes first, then don’t know, removed, invalid, blank', () => {
    expect(standing('${age} > ${income}', { age: '-99 -98 x:1 a _ 5', income: '-98 x:1 a _ 5 i:5' })).toEqual([
      5, 4, 6, 7, 3, 1,
    ]);
  });

  test('known whatever the other field is', () => {
    expect(standing("${age} > 18 and ${work} = 'yes'", { age: '10 30 30', work: 'dk dk yes' })).toEqual([0, 4, 0]);
  });

  test('a base and the population', () => {
    expect(
      standing('${age} > 18', { age: '30 30 _ 30', work: 'yes no yes yes' }, "${work} = 'yes'", [1, 1, 1, 0]),
    ).toEqual([0, 2, 3, 255]);
  });

  test('what an expression says it was not asked is not asked, unless it is unknown', () => {
    const sample = sampleOf(dataOf({ age: '1 2 3' }));
    const result = { unknown: Uint8Array.from([0, 0, 1]), notAsked: Uint8Array.from([0, 1, 1]) };
    expect([...standingOfValue(sample, expression('${age}'), result, null)]).toEqual([0, 2, 3]);
  });
});

describe('of a roster', () => {
  const member = tableOf('member', { member_age: '5 6 7' }, [0, 0, 1]);

  test('a base of the interview holds for its rows', () => {
    const sample = sampleOf(dataOf({ work: 'yes no' }, member), 'member');
    const base = expression("${work} = 'yes'", 'member');
    expect([...standingOf(sample, member.columns.get('member_age')!, base)]).toEqual([0, 0, 2]);
  });

  // The states of main are not looked at from a roster: it says blank.
  test('an unknown answer of the interview gives its rows that answer’s state', () => {
    const sample = sampleOf(dataOf({ work: 'dk ref' }, member), 'member');
    const base = expression("${work} = 'yes'", 'member');
    expect([...standingOf(sample, member.columns.get('member_age')!, base)]).toEqual([4, 4, 5]);
  });
});
