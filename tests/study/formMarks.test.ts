import { describe, expect, test } from 'vitest';
import { codesInForm, directInForm } from '../../src/study/formMarks.ts';
import { formOf } from '../form/forms.ts';

const fieldWith = (codes: string) =>
  formOf(['type|name|label|missing_codes', `integer|age|Age|${codes}`]).form.fields[0]!;

describe('codes in the form', () => {
  test.each([
    ['', [], []],
    ['-98=dontKnow -99=refused', ['-98'], ['-99']],
    ['dk=dontKnow', ['dk'], []],
    ['98=dontKnow  -98=dontKnow', ['98', '-98'], []],
  ])('%s', (written, dontKnow, refused) => {
    expect(codesInForm(fieldWith(written), 'form')).toEqual({ dontKnow, refused });
  });

  test.each(['dk', 'dk=dontknow', '=refused'])('%s is a fault', (written) => {
    expect(() => codesInForm(fieldWith(written), 'form')).toThrow(
      `row 2, column missing_codes: '${written}' is no code`,
    );
  });
});

describe('direct identifiers', () => {
  const of = (marks: readonly string[]) =>
    directInForm(
      formOf(['type|name|label|confidentiality', ...marks.map((mark, at) => `text|q${at}|Q|${mark}`)]).form,
      'form',
    );

  test('are those that the form marks', () => {
    expect(of(['', 'direct', 'quasi', 'sensitive', 'direct'])).toEqual(['q1', 'q4']);
  });

  test('an unknown mark is a fault', () => {
    expect(() => of(['dirct'])).toThrow("unknown mark 'dirct'; did you mean 'direct'?");
  });
});
