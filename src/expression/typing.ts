import { didYouMean } from '../form/nearest.ts';
import { timeOf } from './calendar.ts';
import type { Comparison } from './compare.ts';
import type { Plan, Scope } from './plan.ts';
import type { BinaryTree } from './tree.ts';
import { numberOf } from './vector.ts';

const isNumeral = (text: string): boolean =>
  text === '' || !Number.isNaN(numberOf(text)) || !Number.isNaN(timeOf(text));

/** Notes a choice that a select field does not have. */
export function checkChoice(subject: Plan, option: string, scope: Scope): void {
  const { field } = subject;
  if (field === undefined || field.options === null || option === '' || field.options.includes(option)) return;
  scope.note(`'${option}' is not a choice of '${field.name}'${didYouMean(option, field.options)}`);
}

/** Refuses a number compared with text that is no number; notes an unknown choice, and a select_multiple compared as a whole. */
export function checkComparison(part: BinaryTree, operator: Comparison, left: Plan, right: Plan, scope: Scope): void {
  for (const [one, other, written] of [
    [left, right, part.right],
    [right, left, part.left],
  ] as const) {
    const { constant } = other;
    const isOrder = operator !== '=' && operator !== '!=';
    if (typeof constant === 'string') {
      if (one.type === 'number' && !isNumeral(constant)) {
        const what = one.field === undefined ? 'a number' : `the number '${one.field.name}'`;
        scope.fail(written, `${what} is compared with the text '${constant}'`);
      }
      if (isOrder && !isNumeral(constant))
        scope.fail(written, `'${operator}' compares numbers, and '${constant}' is none`);
      if (one.field?.type === 'many' && constant !== '' && !isOrder) {
        scope.note(
          `'${one.field.name}' is a select_multiple: '${operator}' compares the whole answer; write selected(\${${one.field.name}}, '${constant}')`,
        );
      }
      if (one.field?.type !== 'rank')
        for (const option of one.field?.type === 'many' ? constant.split(' ') : [constant])
          checkChoice(one, option, scope);
    }
    if (typeof constant === 'number' && !isOrder) {
      const options = one.field?.options ?? [];
      if (options.length > 0 && !options.some((option) => numberOf(option) === constant)) {
        scope.note(`'${constant}' is not a choice of '${one.field?.name ?? ''}'`);
      }
    }
  }
}
