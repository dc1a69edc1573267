import { didYouMean } from '../form/nearest.ts';
import { timeOf } from './calendar.ts';
import type { Comparison } from './compare.ts';
import type { NamedField } from './names.ts';
import type { Plan, Scope } from './plan.ts';
import type { BinaryTree, Tree } from './tree.ts';
import { numberOf } from './vector.ts';

const isNumeral = (text: string): boolean =>
  text === '' || !Number.isNaN(numberOf(text)) || !Number.isNaN(timeOf(text));

/** Tells a choice that a select field does not have, written at `part`. */
export function checkChoice(subject: Plan, option: string, part: Tree, scope: Scope): void {
  const { field } = subject;
  if (field === undefined || field.options === null || option === '' || field.options.includes(option)) return;
  scope.noChoice(part, `'${option}' is not a choice of '${field.name}'${didYouMean(option, field.options)}`);
}

/** Tells a text compared with a number: a choice that is none, or a text question whose answers need not be numbers. */
function checkAgainstNumber(field: NamedField, constant: number, isOrder: boolean, part: Tree, scope: Scope): void {
  const { name, options, type } = field;
  if (options !== null && options.length > 0) {
    const wanted = (option: string): boolean =>
      isOrder ? !Number.isNaN(numberOf(option)) : numberOf(option) === constant;
    if (options.some(wanted)) return;
    scope.noChoice(part, isOrder ? `no choice of '${name}' is a number` : `'${constant}' is not a choice of '${name}'`);
  } else if (isOrder && type === 'text' && field.loose !== true)
    scope.note(
      `'${name}' holds text and is compared with the number ${constant}: what is no number is neither more nor less`,
    );
}

/** True for a question with choices of which none reads as a number. */
function isNeverNumber({ options }: NamedField): boolean {
  return options !== null && options.length > 0 && options.every((option) => Number.isNaN(numberOf(option)));
}

/** Refuses a number compared with text that is no number; tells an unknown choice, and notes a select_multiple compared as a whole. */
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
          checkChoice(one, option, written, scope);
    }
    if (one.field === undefined) continue;
    if (typeof constant === 'number') checkAgainstNumber(one.field, constant, isOrder, written, scope);
    else if (isOrder && other.type === 'number' && isNeverNumber(one.field))
      scope.note(`no choice of '${one.field.name}' is a number`);
  }
}
