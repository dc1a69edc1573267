import { cellAt } from '../../corrections/cell.ts';
import { meaning } from '../../corrections/decisions/meaning.ts';
import { settled } from '../../corrections/fits.ts';
import { choiceLabelled } from '../../corrections/labels.ts';
import { isEmptyState } from '../../expression/run.ts';
import type { Form } from '../../form/form.ts';
import { assemble } from '../../readers/assemble.ts';
import type { Intake } from '../../readers/intake.ts';
import { columnSpecs } from '../../study/columns.ts';
import type { ColumnSpec } from '../../table/builder.ts';
import { rowsByKey } from '../../table/rows.ts';
import type { RawSheet } from '../../table/source.ts';
import type { Dataset, Table } from '../../table/table.ts';
import type { Comparison, Difference, TableComparison } from './comparison.ts';

const NOBODY: ReadonlySet<string> = new Set();

/**
 * Two exports of one form, read as a study reads them (headers, groups, labels, rosters) and compared by meaning: 2 and 2.0, TRUE and 1,
 * a day and its Excel serial, the options of a select_multiple in any order. Only questions that both have columns for.
 */
export async function compareTyped(
  first: readonly RawSheet[],
  second: readonly RawSheet[],
  form: Form,
): Promise<Comparison> {
  const specs = columnSpecs(form, [], { dontKnow: new Map(), refused: new Map() }, NOBODY, 'UTC');
  const [a, b] = [await typed(first, form, specs), await typed(second, form, specs)];
  const tables: TableComparison[] = [];
  const differences: Difference[] = [];
  for (const { name } of form.tables) {
    const [left, right] = [a.data.tables.get(name), b.data.tables.get(name)];
    if (left === undefined || right === undefined || left.rows + right.rows === 0) continue;
    const [own, other] = [fieldsOf(a.intake, name), fieldsOf(b.intake, name)];
    const fields = [...own].filter((field) => other.has(field));
    const [rows, counterparts] = [rowsByKey(left), rowsByKey(right)];
    tables.push({
      name,
      rows: [left.rows, right.rows],
      removed: [...rows.keys()].filter((key) => !counterparts.has(key)),
      added: [...counterparts.keys()].filter((key) => !rows.has(key)),
      fields,
      onlyFirst: [...own].filter((field) => !other.has(field)),
      onlySecond: [...other].filter((field) => !own.has(field)),
      options: [],
    });
    for (const field of fields) {
      const spec = specs.get(name)?.get(field);
      if (spec !== undefined) differences.push(...ofField(left, right, field, spec, form));
    }
  }
  return { tables, differences };
}

async function typed(
  sheets: readonly RawSheet[],
  form: Form,
  specs: ReadonlyMap<string, ReadonlyMap<string, ColumnSpec>>,
): Promise<{ readonly data: Dataset; readonly intake: Intake }> {
  const source = { id: 'data', stated: {}, writing: { decimal: '.', dateOrder: 'ymd' } as const, sheets };
  return assemble([source], { form, specs, extras: NOBODY, direct: NOBODY });
}

/** The questions of a table that the sheets have columns for. */
function fieldsOf({ sheets }: Intake, table: string): ReadonlySet<string> {
  return new Set(sheets.filter((sheet) => sheet.table === table).flatMap(({ fields }) => fields));
}

function ofField(left: Table, right: Table, field: string, spec: ColumnSpec, form: Form): readonly Difference[] {
  const [a, b] = [left.columns.get(field), right.columns.get(field)];
  if (a === undefined || b === undefined) return [];
  const counterparts = rowsByKey(right);
  const found: Difference[] = [];
  const means = new Map<string, string>();
  const meaningIn = (text: string): string => {
    const known = means.get(text) ?? meaning(spec, text);
    means.set(text, known);
    return known;
  };
  for (const [key, row] of rowsByKey(left)) {
    const other = counterparts.get(key);
    if (other === undefined) continue;
    const [from, to] = [cellAt(a, row), cellAt(b, other)];
    const [before, after] = [from, to].map(({ text, state }) => (isEmptyState(state) ? '' : text));
    if (before === after || meaningIn(before ?? '') === meaningIn(after ?? '')) continue;
    const wrong = after === '' ? '' : settled(spec, after ?? '').wrong;
    const meant = wrong === '' ? '' : (choiceLabelled(form, field, after ?? '') ?? '');
    // The same choice in another writing is no change.
    if (meant !== '' && meant === before) continue;
    const unfit = meant === '' ? wrong : '';
    found.push({ table: left.name, key, field, from: before ?? '', to: after ?? '', unfit, meant });
  }
  return found;
}
