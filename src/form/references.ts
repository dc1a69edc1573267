import type { Field, Form, Group } from './form.ts';

/** A cell of the survey sheet that may name fields: its key in XLSForm, its language ('' for none), its text. */
export interface NamingCell {
  readonly row: number;
  readonly key: string;
  readonly language: string;
  readonly text: string;
}

/** Names in `${…}` of a text, in order, each once; `${last-saved#name}` names `name`. */
export function referencesIn(text: string): string[] {
  if (!text.includes('${')) return [];
  const names = [...text.matchAll(/\$\{\s*(?:last-saved#)?\s*([^{}]*?)\s*\}/g)].map((match) => match[1] ?? '');
  return [...new Set(names)];
}

/** Every cell of the form that may hold `${…}`, in form order. */
export function namingCells(form: Form): NamingCell[] {
  return [...form.fields.flatMap(fieldCells), ...form.groups.flatMap(groupCells)].filter(({ text }) =>
    text.includes('${'),
  );
}

function fieldCells(field: Field): NamingCell[] {
  const expressions = [
    ['relevant', field.relevant],
    ['constraint', field.constraint],
    ['calculation', field.calculation],
    ['choice_filter', field.choiceFilter],
    ['required', field.required],
    ['default', field.defaultValue],
    ['parameters', field.parameters],
    ['type', field.choicesFrom ?? ''],
  ] as const;
  const texts = [
    ['label', field.label],
    ['hint', field.hint],
    ['constraint_message', field.constraintMessage],
    ['required_message', field.requiredMessage],
  ] as const;
  return [
    ...expressions.map(([key, text]) => ({ row: field.row, key, language: '', text })),
    ...texts.flatMap(([key, all]) => [...all].map(([language, text]) => ({ row: field.row, key, language, text }))),
  ];
}

function groupCells(group: Group): NamingCell[] {
  return [
    { row: group.row, key: 'relevant', language: '', text: group.relevant },
    { row: group.row, key: 'repeat_count', language: '', text: group.repeatCount },
    ...[...group.label].map(([language, text]) => ({ row: group.row, key: 'label', language, text })),
  ];
}
