import { place } from '../expression/formExpressions.ts';
import { pulledCell } from '../expression/pulled.ts';
import { attempt } from '../expression/relevance.ts';
import type { Field } from '../form/form.ts';
import { MAIN } from '../table/table.ts';
import { type Job, keysOf } from './job.ts';
import { metadataText } from './metadata.ts';
import { pullOf } from './pulled.ts';
import { answersTo } from './questions.ts';

/** The cells of a field, by its kind: noted by the device, calculated, or answered; '' where it is not asked. */
export function columnOf(job: Job, field: Field): readonly string[] {
  const { page, given, when } = job;
  const rows = page.rows(field.table);
  const asked = page.relevance(field);
  const mainRow = page.up(field.table, MAIN);
  const keys = keysOf(page, field.table);
  const settled = (row: number) => (asked[row] === 1 ? given(field.name, field.table, row, keys[row] ?? '') : '');
  if (field.role === 'metadata')
    return Array.from({ length: rows }, (_, row) => {
      const main = mainRow[row] ?? 0;
      return settled(row) ?? metadataText(field, when[main] ?? { day: 0, start: '', end: '' }, main);
    });
  if (field.role === 'calculation' || field.calculation.trim() !== '') {
    const calculated = calculation(job, field);
    return Array.from({ length: rows }, (_, row) => (asked[row] === 1 ? calculated(row) : ''));
  }
  return answersTo(job, field, asked, mainRow, settled);
}

/** What a calculation gives in a row; '' where it cannot be evaluated. */
function calculation({ page, files }: Job, field: Field): (row: number) => string {
  const text = field.calculation.trim();
  if (text === '') return () => field.defaultValue;
  const pull = pullOf(text);
  const file = pull === null ? undefined : files.get(pull.file);
  if (pull !== null && file !== undefined) {
    const find = pulledCell(file, pull.column, pull.keyColumn);
    const { key } = pull;
    if ('text' in key) return () => find(key.text);
    const source = page.form.fields.find(({ name }) => name === key.field);
    const keys = page.texts(source?.table ?? MAIN, key.field);
    const up = page.up(field.table, source?.table ?? MAIN);
    return (row) => find(keys[up[row] ?? -1] ?? '');
  }
  const expression = attempt(text, page.names, {
    place: place(field.row, 'calculation'),
    table: field.table,
    field: field.name,
  });
  if (typeof expression === 'string') return () => '';
  const { codes, texts, unknown } = page.evaluate(expression);
  return (row) => {
    const value = unknown[row] === 1 ? '' : (texts[codes[row] ?? 0] ?? '');
    return value === 'NaN' ? '' : value;
  };
}
