import { holdsOption } from '../../table/column.ts';
import { mapToNumbers, mapToTexts, mapToTruth } from '../distinct.ts';
import { apply, type Functions, type Plan, type Run, type Scope } from '../plan.ts';
import type { Tree } from '../tree.ts';
import { checkChoice } from '../typing.ts';
import { KNOWN, numberOf, type TextVector, type TruthVector, toTexts, type Vector } from '../vector.ts';

/** The options of an answer to select_multiple. */
export function optionsOf(answer: string): readonly string[] {
  return answer.split(/\s+/).filter((option) => option !== '');
}

/** As ODK clients decide it: the option stands in the answer between spaces (a select_one with spaces in its name is found too). */
function isSelected(answer: string, option: string): boolean {
  return ` ${answer.trim()} `.includes(` ${option.trim()} `);
}

/** The look-up in the option sets of a select_multiple column. */
function inMasks(answers: TextVector, option: number): TruthVector {
  const { column } = answers;
  const table = Uint8Array.from(answers.texts, (_, code) =>
    column !== undefined && holdsOption(column, code, option) ? 1 : 0,
  );
  const values = new Uint8Array(answers.codes.length);
  for (let row = 0; row < values.length; row += 1) {
    values[row] =
      answers.marks !== null && answers.marks[row] !== KNOWN ? 2 : (table[answers.codes[row] as number] as number);
  }
  return { type: 'boolean', values, step: answers.step };
}

function selected([left, right]: readonly Vector[], run: Run): TruthVector {
  const answers = toTexts(left!);
  const option = toTexts(right!);
  const wanted = option.step === 0 && option.marks === null ? (option.texts[option.codes[0] ?? 0] ?? '') : null;
  const place = wanted === null ? -1 : (answers.column?.options?.indexOf(wanted) ?? -1);
  if (place >= 0 && answers.column?.masks !== undefined) return inMasks(answers, place);
  // In analysis a question not asked has nothing selected, not even ''.
  const nothing = run.reading === 'form';
  return mapToTruth([answers, option], run.rows, (answer, one) =>
    answer === '' && !nothing ? false : isSelected(answer, one),
  );
}

function planSelected(args: readonly Tree[], scope: Scope): Plan {
  const [answers, option] = args.map((arg) => scope.single(arg));
  if (typeof option?.constant === 'string') {
    if (option.constant.trim() === '' || !option.constant.trim().includes(' '))
      checkChoice(answers!, option.constant.trim(), args[1]!, scope);
  }
  return apply('boolean', [answers!, option!], selected);
}

/** The select field whose labels are meant: a quoted `'${field}'`, the field itself, or the end of a path. */
function labelled(tree: Tree, scope: Scope): string {
  if (tree.kind === 'text')
    return /^\$\{\s*([^}\s]+)\s*\}$/.exec(tree.value)?.[1] ?? tree.value.split('/').at(-1) ?? '';
  return scope.fieldNamed(tree)?.name ?? '';
}

/** The label of an answer, or of each option of one, in the form's default language. */
function planLabel(given: Tree, about: Tree, name: string, scope: Scope): Plan {
  const field = scope.names.fields.get(labelled(about, scope));
  if (field === undefined || field.options === null)
    return scope.fail(about, `${name}() wants a select field${name === 'jr:choice-name' ? ' in quotes' : ''}`);
  const labels = new Map(field.options.map((option, place) => [option, field.labels?.[place] ?? option]));
  const nameAll = (answer: string): string =>
    labels.get(answer) ??
    optionsOf(answer)
      .map((option) => labels.get(option) ?? option)
      .join(', ');
  return apply('text', [scope.single(given)], ([answer], run) => mapToTexts([toTexts(answer!)], run.rows, nameAll));
}

export const selectFunctions: Functions = {
  selected: {
    signature: "selected(answers, option): selected(${needs}, 'training')",
    least: 2,
    most: 2,
    type: 'boolean',
    plan: (call, scope) => planSelected(call.args, scope),
  },
  'selected-at': {
    signature: 'selected-at(answers, place), the first place is 0',
    least: 2,
    most: 2,
    type: 'text',
    of: ([answers, place], run) =>
      mapToTexts([toTexts(answers!), toTexts(place!)], run.rows, (answer, at) => optionsOf(answer)[numberOf(at)] ?? ''),
  },
  'count-selected': {
    signature: 'count-selected(answers)',
    least: 1,
    most: 1,
    type: 'number',
    of: ([answers], run) => mapToNumbers([toTexts(answers!)], run.rows, (answer) => optionsOf(answer).length),
  },
  'jr:choice-name': {
    signature: "jr:choice-name(value, '${field}')",
    least: 2,
    most: 2,
    type: 'text',
    plan: (call, scope) => planLabel(call.args[0]!, call.args[1]!, call.name, scope),
  },
  'choice-label': {
    signature: 'choice-label(${field}, value)',
    least: 2,
    most: 2,
    type: 'text',
    plan: (call, scope) => planLabel(call.args[1]!, call.args[0]!, call.name, scope),
  },
  'jr:itext': {
    signature: 'jr:itext(id)',
    least: 1,
    most: 1,
    type: 'text',
    plan: (_, scope) => scope.unavailable('jr:itext() reads the texts of the compiled form'),
  },
};
