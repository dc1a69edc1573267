import { filteredOut } from '../expression/filters.ts';
import type { Field } from '../form/form.ts';
import { columnBuilder } from '../table/builder.ts';
import type { Dataset } from '../table/table.ts';
import type { Canvas } from './canvas.ts';

/** For each row of a choice question's table, the choices that it offers; the same array where no filter is at work. */
export function offeredChoices(canvas: Canvas, field: Field, asked: Uint8Array): (row: number) => readonly string[] {
  const names = new Set((canvas.form.lists.get(field.list)?.choices ?? []).map(({ name }) => name));
  if (field.orOther) names.add('other');
  const whole = names.size > 0 ? [...names] : fromElsewhere(field);
  if (field.choiceFilter.trim() === '' || whole.length === 0) return () => whole;
  // Everybody gives every option: those that the filter would refuse are not offered.
  const everything = whole.join(' ');
  const none: ReadonlySet<string> = new Set();
  const builder = columnBuilder({
    name: field.name,
    type: 'many',
    options: whole,
    dontKnow: none,
    refused: none,
    timeZone: 'UTC',
  });
  for (const one of asked) builder.append(one === 1 ? everything : '');
  const table = canvas.data.tables.get(field.table);
  if (table === undefined) return () => whole;
  const columns = new Map(table.columns).set(field.name, builder.finish());
  const data: Dataset = { tables: new Map(canvas.data.tables).set(field.table, { ...table, columns }) };
  const { options } = filteredOut({ ...canvas.replay(), data }, field);
  const memo = new Map<string, readonly string[]>();
  return (row) => {
    const out = options.get(row);
    if (out === undefined) return whole;
    const key = out.join(' ');
    const found = memo.get(key) ?? whole.filter((name) => !out.includes(name));
    memo.set(key, found);
    return found;
  };
}

/** Choices that a file or a roster would hold are not known: their places stand for them. */
function fromElsewhere(field: Field): readonly string[] {
  return field.choicesFrom === undefined ? [] : ['1', '2', '3'];
}
