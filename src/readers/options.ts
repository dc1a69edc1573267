import type { Form } from '../form/form.ts';
import { cellAt, type Row } from '../table/textRow.ts';
import type { CellText } from './answers.ts';
import { labelsOf, namesOf, questionColumns, saysChosen } from './answers.ts';
import { type Told, told } from './details.ts';
import type { PlacedSheet } from './sheets.ts';

/** An answer to a select_multiple that its option columns contradict. */
export interface OptionMismatch extends Told {
  readonly field: string;
  readonly value: string;
}

/**
 * Holds option columns against the answers they were split from, a row at a time. The answer is the truth; a contradiction is
 * how a shifted export shows itself. An empty option cell says nothing. `answers` gives each question's answer from a row.
 */
export function optionCheck(
  placed: PlacedSheet,
  form: Form,
  answers: ReadonlyMap<string, CellText>,
): (row: Row) => readonly OptionMismatch[] {
  const { labels } = placed.style;
  const groups = questionColumns(placed)
    .filter(({ field, at, options }) => field.type === 'many' && at >= 0 && options.length > 0)
    .map((columns) => ({
      ...columns,
      answer: answers.get(columns.field.name) ?? (() => ''),
      names: labels === null ? null : labelsOf(columns.field, form, labels),
    }));
  return (row) => {
    const wrong: OptionMismatch[] = [];
    for (const { field, at, options, answer, names } of groups) {
      const value = answer(row);
      if (names !== null) {
        const written = cellAt(row, at).trim();
        const chosen = options
          .filter((option) => saysChosen(cellAt(row, option.at)) === true)
          .map(({ option }) => option);
        if (written === '' ? chosen.length === 0 : namesOf(written, names, chosen).agreed) continue;
        const said = told('writtenOptions', { answer: written, options: chosen.join(' ') });
        wrong.push({ field: field.name, value, ...said });
        continue;
      }
      const taken = new Set(value.split(/\s+/));
      for (const { at: place, option } of options) {
        const cell = cellAt(row, place).trim().toLowerCase();
        const says = saysChosen(cell);
        if (says === null || says === taken.has(option)) continue;
        const said = told(says ? 'optionMore' : 'optionLess', { option, cell, answer: value });
        wrong.push({ field: field.name, value, ...said });
      }
    }
    return wrong;
  };
}
