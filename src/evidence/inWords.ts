import { parse } from '../expression/parse.ts';
import type { CallTree, Tree } from '../expression/tree.ts';
import { decimal, print } from '../expression/tree.ts';
import type { PhraseId } from '../publish/words/phrases.ts';
import { quoted } from '../publish/words/quoted.ts';
import type { Words } from '../publish/words/words.ts';
import { glossed } from '../study/glossary.ts';
import type { Study } from '../study/study.ts';
import { copiedParameter } from './restsOn.ts';

/** Lines of text, each with what stands under it. */
export interface Line {
  readonly text: string;
  readonly under: readonly Line[];
}

/** A line of its own. */
export const leaf = (text: string): Line => ({ text, under: [] });

/**
 * An expression of the study as people say it: conditions as lists, questions and answers by their wording. `of` is the variable whose value
 * it gives, where there is one: what the expression ends in are its levels.
 */
export function inWords(expression: string, study: Study, words: Words, of = ''): readonly Line[] {
  const { tree } = parse(expression, '');
  const speech = { study, words, of };
  const always = tree.kind === 'number' && study.names.fields.get(of)?.flag === true;
  return [always ? leaf(words.level(of, String(tree.value))) : said(tree, speech)];
}

/** The same in one line. */
export function inOneLine(expression: string, study: Study, words: Words): string {
  return flat(said(parse(expression, '').tree, { study, words, of: '' }), words);
}

interface Speech {
  readonly study: Study;
  readonly words: Words;
  /** The variable that the whole expression gives; '' within a condition, and where there is none. */
  readonly of: string;
}

const COMPARISONS: Readonly<Record<string, PhraseId>> = {
  '=': 'inEquals',
  '!=': 'inDiffers',
  '<': 'inLess',
  '<=': 'inAtMost',
  '>': 'inMore',
  '>=': 'inAtLeast',
};
const SIGNS: Readonly<Record<string, string>> = { '+': '+', '-': '−', '*': '×', div: '÷' };

/** An expression that may need lines of its own: and, or, if. */
function said(tree: Tree, speech: Speech): Line {
  const { words } = speech;
  if (tree.kind === 'binary' && (tree.operator === 'and' || tree.operator === 'or')) {
    const joined = chain(tree, tree.operator);
    return {
      text: words.phrase(tree.operator === 'and' ? 'inAll' : 'inAny'),
      under: joined.map((one) => said(one, speech)),
    };
  }
  if (tree.kind === 'call' && tree.name === 'if') return saidCases(tree, speech);
  if (tree.kind === 'call' && tree.name === 'number' && tree.args.length === 1) return said(tree.args[0]!, speech);
  if (tree.kind === 'call' && tree.name === 'not' && tree.args[0]?.kind === 'binary') {
    const { operator } = tree.args[0];
    if (operator === 'and' || operator === 'or')
      return {
        text: words.phrase(operator === 'and' ? 'inNotAll' : 'inNoneHolds'),
        under: said(tree.args[0], speech).under,
      };
  }
  // A condition kept from being unknown: « unknown: no » is how every condition is read.
  if (tree.kind === 'call' && tree.name === 'coalesce' && isNumber(tree.args[1], 0) && isFlag(tree.args[0]!))
    return said(tree.args[0]!, speech);
  if (tree.kind === 'call' && tree.name === 'coalesce' && isCases(tree.args[1])) {
    const other = saidCases(tree.args[1], { ...speech, of: speech.of || fieldIn(tree.args[0]!) });
    return {
      text: words.phrase('inWhereUnknown', { a: phrase(tree.args[0]!, speech), other: other.text }),
      under: other.under,
    };
  }
  return leaf(phrase(tree, speech));
}

/** True for an `if` that is more than yes or no. */
function isCases(tree: Tree | undefined): tree is CallTree {
  return tree?.kind === 'call' && tree.name === 'if' && !isFlag(tree);
}

function isFlag(tree: Tree): boolean {
  return tree.kind === 'call' && tree.name === 'if' && isNumber(tree.args[1], 1) && isNumber(tree.args[2], 0);
}

function saidCases(tree: CallTree, speech: Speech): Line {
  const { words } = speech;
  if (isFlag(tree)) {
    const when = said(tree.args[0]!, speech);
    return {
      text: elided(words.phrase(when.under.length === 0 ? 'inYesIf' : 'inYesWhen', { when: when.text }), words),
      under: when.under,
    };
  }
  const cases: Line[] = [];
  let rest: Tree = tree;
  while (rest.kind === 'call' && rest.name === 'if') {
    const when = said(rest.args[0]!, { ...speech, of: '' });
    const value = rest.args[1]!;
    if (value.kind === 'call' && value.name === 'if') cases.push(casesWithin(when, saidCases(value, speech), words));
    else
      cases.push({
        text: elided(words.phrase('inIf', { value: phrase(value, speech, speech.of), when: when.text }), words),
        under: when.under,
      });
    rest = rest.args[2] ?? { kind: 'text', value: '' };
  }
  cases.push(leaf(words.phrase('inElse', { value: phrase(rest, speech, speech.of) })));
  return { text: words.phrase('inFirst'), under: cases };
}

/** A case whose value is itself told by cases. */
function casesWithin(when: Line, cases: Line, words: Words): Line {
  if (when.under.length === 0)
    return {
      text: elided(words.phrase('inIfCases', { when: when.text, cases: cases.text }), words),
      under: cases.under,
    };
  return {
    text: elided(words.phrase('inIfAll', { when: when.text }), words),
    under: [...when.under, { text: words.phrase('inThen', { a: cases.text }), under: cases.under }],
  };
}

/** What follows « if »: French writes « s’il » for « si il », Arabic puts the verb of a condition in the past. */
function elided(text: string, { language }: Words): string {
  if (language === 'fr') return text.replace(/(?<=^|\s)si il(?=\s)/g, 's’il');
  if (language !== 'ar') return text;
  return text
    .replace(/إذا لا يتحقق/g, 'إذا لم يتحقق')
    .replace(/إذا تتحقق/g, 'إذا تحققت')
    .replace(/إذا يتحقق/g, 'إذا تحقق');
}

/** `a and b and c` as its three parts. */
function chain(tree: Tree, operator: 'and' | 'or'): readonly Tree[] {
  return tree.kind === 'binary' && tree.operator === operator
    ? [...chain(tree.left, operator), ...chain(tree.right, operator)]
    : [tree];
}

function isNumber(tree: Tree | undefined, value: number): boolean {
  return tree?.kind === 'number' && tree.value === value;
}

/** An expression in one piece. `of` is the question that a bare text is an answer to. */
function phrase(tree: Tree, speech: Speech, of = ''): string {
  const { words, study } = speech;
  switch (tree.kind) {
    case 'number':
      if (study.names.fields.get(of)?.flag === true && (tree.value === 1 || tree.value === 0))
        return quoted(words.level(of, String(tree.value)), words);
      return numberText(tree.value, words);
    case 'text':
      return tree.value === '' ? words.phrase('inNothing') : quoted(answer(of, tree.value, speech), words);
    case 'field':
      return named(tree.name, speech);
    case 'negate':
      if (tree.value.kind === 'number' && study.missing.dontKnow.get(of)?.has(`-${tree.value.value}`) === true)
        return words.phrase('inNothing');
      return `−${phrase(tree.value, speech)}`;
    case 'binary': {
      const { operator, left, right } = tree;
      const comparison = COMPARISONS[operator];
      if (comparison !== undefined) {
        const flag = flagIn(left, study);
        if (flag !== null && operator === '=' && (isNumber(right, 1) || isNumber(right, 0)))
          return words.phrase(isNumber(right, 1) ? 'inYes' : 'inNo', { a: phrase(flag, speech) });
        if (operator === '=' && isNumber(right, 1) && left.kind === 'call' && left.name === 'count-known')
          if (left.args.length === 1) return words.phrase('inKnown', { a: phrase(left.args[0]!, speech) });
        return words.phrase(comparison, {
          a: phrase(left, speech, fieldIn(right)),
          b: phrase(right, speech, fieldIn(left)),
        });
      }
      if (operator === 'and' || operator === 'or')
        return `(${chain(tree, operator)
          .map((one) => phrase(one, speech))
          .join(words.phrase(operator === 'and' ? 'inAnd' : 'inOr'))})`;
      if (operator === 'mod')
        return words.phrase('inRemainder', { a: bracketed(left, speech), b: bracketed(right, speech) });
      return `${bracketed(left, speech, operator)} ${SIGNS[operator] ?? operator} ${bracketed(right, speech)}`;
    }
    case 'call':
      return called(tree, speech);
    case 'path':
      return quoted(print(tree), words);
  }
}

/** A number as it is written, thousands apart; what may be a year stays in one piece. */
function numberText(value: number, words: Words): string {
  const year = value >= 1900 && value < 2100;
  if (Number.isInteger(value) && Math.abs(value) >= 1000 && !year) return words.number(value, 'count');
  return decimal(value).replace('.', words.language === 'en' ? '.' : ',');
}

/** A question or variable in quotation marks; a column that the form copies from the parameters as the value that it is. */
function named(name: string, speech: Speech): string {
  const { study, words } = speech;
  const copied = copiedParameter(name, study.form);
  if (copied !== undefined) return words.phrase('inParameter', { a: parameterText(copied, study, words) });
  return quoted(fieldText(name, speech), words);
}

function bracketed(tree: Tree, speech: Speech, outer = ''): string {
  const text = phrase(tree, speech);
  const loose = tree.kind === 'binary' && !(tree.operator === outer && (outer === '+' || outer === '*'));
  return loose ? `(${text})` : text;
}

/** What a parameter is called, without the name that the files know it by. */
export function parameterText(name: string, study: Study, words: Words): string {
  return glossed(name, study.glossary, words.language).replace(` (${name})`, '').replaceAll('_', ' ');
}

/** The field of yes and no that a tree is, « unknown: no » included; null where it is none. */
function flagIn(tree: Tree, study: Study): Tree | null {
  if (tree.kind === 'call' && tree.name === 'coalesce' && isNumber(tree.args[1], 0))
    return flagIn(tree.args[0]!, study);
  if (tree.kind !== 'field') return null;
  return study.names.fields.get(tree.name)?.flag === true || isFlagOfForm(tree.name, study) ? tree : null;
}

/** True for a calculation of the form that gives 1 or 0 only. */
function isFlagOfForm(name: string, { form }: Study): boolean {
  const calculation = form.fields.find((field) => field.name === name)?.calculation ?? '';
  return calculation !== '' && isFlag(parse(calculation, name).tree);
}

/** The field that a tree is about, through functions that only pass it on. */
function fieldIn(tree: Tree): string {
  if (tree.kind === 'field') return tree.name;
  if (tree.kind === 'call' && (tree.name === 'coalesce' || tree.name === 'number')) return fieldIn(tree.args[0]!);
  return '';
}

function fieldText(name: string, { words }: Speech): string {
  const label = words.field(name);
  return label === name ? name.replaceAll('_', ' ') : label.replace(/[.:?؟\s]+$/, '');
}

function answer(field: string, code: string, { words }: Speech): string {
  const label = field === '' ? code : words.level(field, code);
  return label === code ? code.replaceAll('_', ' ') : label;
}

function called(tree: CallTree, speech: Speech): string {
  const { words, study } = speech;
  const [first, second] = tree.args;
  const list = (args: readonly Tree[]) => args.map((one) => phrase(one, speech)).join(words.phrase('listSeparator'));
  const a = first === undefined ? '' : phrase(first, speech);
  switch (tree.name) {
    case 'number':
    case 'string':
      return a;
    case 'not':
      return denied(first!, speech);
    case 'int':
      // A year or a month is whole.
      return first?.kind === 'call' && first.name === 'format-date' ? a : words.phrase('inRoundedDown', { a });
    case 'if': {
      const line = saidCases(tree, speech);
      return flat(line, words);
    }
    case 'coalesce':
      return words.phrase('inCoalesce', { a, b: second === undefined ? '' : phrase(second, speech, fieldIn(first!)) });
    case 'selected':
      return words.phrase('inSelected', { a, b: phrase(second!, speech, fieldIn(first!)) });
    case 'in':
      return words.phrase('inOneOf', {
        a,
        list: tree.args
          .slice(1)
          .map((one) => phrase(one, speech, fieldIn(first!)))
          .join(words.phrase('listSeparator')),
      });
    case 'param':
      return words.phrase('inParameter', { a: first?.kind === 'text' ? parameterText(first.value, study, words) : a });
    case 'last-of': {
      const [roster, key, value] = tree.args;
      const name = roster === undefined ? '' : print(roster).replace(/[${}]/g, '');
      const keyName = key === undefined ? '' : print(key).replace(/[${}]/g, '');
      return words.phrase('inLatest', {
        roster: groupText(name, study, speech),
        key: quoted(fieldText(keyName, speech), words),
        value: phrase(value!, speech),
      });
    }
    case 'mean-valid':
      return words.phrase('inMeanKnown', {
        share: first?.kind === 'number' ? words.number(first.value, 'percent').replace(/[.,]0(?=\D*$)/, '') : a,
        list: list(tree.args.slice(1)),
      });
    case 'count-known':
      return words.phrase('inCountKnown', { list: list(tree.args) });
    case 'min':
      return words.phrase('inSmallest', { list: list(tree.args) });
    case 'max':
      return words.phrase('inLargest', { list: list(tree.args) });
    case 'sum':
      return words.phrase('inSum', { list: list(tree.args) });
    case 'count':
      return words.phrase('inCountRows', { list: list(tree.args) });
    case 'count-selected':
      return words.phrase('inCountChosen', { a });
    case 'lookup':
      return words.phrase('inSeries', {
        series: first?.kind === 'text' ? parameterText(first.value, study, words) : a,
        key: phrase(second!, speech),
      });
    case 'decimal-date-time':
      return words.phrase('inDays', { a });
    case 'format-date':
      if (second?.kind !== 'text') return a;
      return second.value === '%Y'
        ? words.phrase('inYear', { a })
        : /^%[mnb]$/.test(second.value)
          ? words.phrase('inMonth', { a })
          : a;
    case 'answered':
      return words.phrase('inKnown', { a });
    case 'asked':
      return words.phrase('inAsked', { a });
    default:
      return words.phrase('inOther', { name: tree.name.replaceAll('-', ' '), list: list(tree.args) });
  }
}

/** A condition that does not hold, as people say it: « is not », « is none of », « is not among ». */
function denied(tree: Tree, speech: Speech): string {
  const { words } = speech;
  const a = phrase(tree, speech);
  if (tree.kind === 'binary' && tree.operator === '=') {
    const flag = flagIn(tree.left, speech.study);
    if (flag === null) return phrase({ ...tree, operator: '!=' }, speech);
    if (isNumber(tree.right, 1)) return words.phrase('inNo', { a: phrase(flag, speech) });
  }
  if (tree.kind === 'call' && tree.name === 'selected') {
    const [of, code] = tree.args;
    return words.phrase('inNotSelected', { a: phrase(of!, speech), b: phrase(code!, speech, fieldIn(of!)) });
  }
  if (tree.kind === 'call' && tree.name === 'in') {
    const [of, ...codes] = tree.args;
    const list = codes.map((one) => phrase(one, speech, fieldIn(of!))).join(words.phrase('listSeparator'));
    return words.phrase('inNoneOf', { a: phrase(of!, speech), list });
  }
  return words.phrase('inNot', { a });
}

function groupText(name: string, { form }: Study, { words }: Speech): string {
  const group = form.groups.find((one) => one.name === name);
  const label =
    group === undefined ? '' : ([...group.label].find(([id]) => id.includes(`(${words.language})`))?.[1] ?? '');
  return label || name;
}

function flat({ text, under }: Line, words: Words): string {
  return under.length === 0
    ? text
    : `${text} ${under.map((one) => flat(one, words)).join(words.phrase('listSeparator'))}`;
}
