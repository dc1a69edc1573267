import type { Form, FormProblem, FormSheet } from '../../src/form/form.ts';
import { parseForm } from '../../src/form/parse.ts';

/** A sheet from lines of cells divided by `|`; spaces around a cell are kept where they stand inside quotes. */
export function sheetOf(name: string, lines: readonly string[]): FormSheet {
  return { name, rows: lines.map((line) => line.split('|').map((cell) => cell.trim().replace(/^'(.*)'$/, '$1'))) };
}

/** Reads a made-up form: lines of its survey and choices, and its settings. */
export function formOf(
  survey: readonly string[],
  choices: readonly string[] = [],
  settings: readonly string[] = [],
): { form: Form; problems: readonly FormProblem[]; sheets: readonly FormSheet[] } {
  const sheets = [
    sheetOf('survey', survey),
    ...(choices.length === 0 ? [] : [sheetOf('choices', choices)]),
    ...(settings.length === 0 ? [] : [sheetOf('settings', settings)]),
  ];
  return { ...parseForm(sheets, 'form.xlsx'), sheets };
}
