import { place } from '../expression/formExpressions.ts';
import { attempt } from '../expression/relevance.ts';
import type { Group } from '../form/form.ts';
import { MAIN } from '../table/table.ts';
import { type Job, keysOf } from './job.ts';
import { stream } from './random.ts';

/** Rows of a repeat: as many as its count says, else none to three where the form leaves it to people. */
export function makeRows({ form, page, seed, given }: Job, group: Group): void {
  const parent = form.tables.find(({ name }) => name === group.name)?.parent ?? MAIN;
  const asked = page.relevance(group);
  const chance = stream(seed, 'repeat', group.name);
  const written = group.repeatCount.trim();
  const field = { place: place(group.row, 'repeat_count'), table: parent };
  const count = written === '' ? null : attempt(/^\d+$/.test(written) ? `${written} + 0` : written, page.names, field);
  const counted = count === null || typeof count === 'string' ? null : page.evaluate(count);
  const parents: number[] = [];
  const parentKeys = keysOf(page, parent);
  const keys: string[] = [];
  for (let row = 0; row < page.rows(parent); row += 1) {
    const drawn = chance.below(4);
    const wanted = counted === null ? drawn : Math.floor(Number(counted.texts[counted.codes[row] ?? 0] ?? 0)) || 0;
    const settled = Number(given(group.name, parent, row, parentKeys[row] ?? '') ?? Number.NaN);
    const times = asked[row] === 1 ? Math.max(0, Math.min(200, Number.isNaN(settled) ? wanted : settled)) : 0;
    for (let turn = 1; turn <= times; turn += 1) {
      parents.push(row);
      keys.push(`${parentKeys[row] ?? ''}/${group.name}[${turn}]`);
    }
  }
  page.addRows(group.name, { parent, rows: Int32Array.from(parents) }, parents.length, keys);
}
