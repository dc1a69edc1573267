import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { withoutRows, withRowsBelow } from '../table/rows.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN } from '../table/table.ts';
import { accountOf, intakeOf } from './account.ts';
import { withDictionary } from './dictionary.ts';
import { gathering } from './gather.ts';
import type { Intake, IntakeRemark, SheetIntake } from './intake.ts';
import { newCount } from './intake.ts';
import { readSheet } from './readSheet.ts';
import type { AssembleOptions, Delivery, Parents, SourceSheets } from './sheetJob.ts';
import { parentName } from './sheetJob.ts';
import { placeSheets } from './sheets.ts';

/** Text tables → typed tables, every cell with a state; an empty cell is blank until relevance has been replayed. */
export async function assemble(
  sources: readonly SourceSheets[],
  options: AssembleOptions,
): Promise<{ readonly data: Dataset; readonly intake: Intake }> {
  const { form } = options;
  const bySource = sources.map((source) => ({
    source,
    placed: placeSheets(source.sheets, form, options.extras, source.stated),
  }));
  const dictionary = withDictionary(
    options.specs,
    bySource.flatMap(({ placed }) => placed),
  );
  const { specs } = dictionary;
  const tables = new Map(
    form.tables.map(({ name, parent }) => [name, gathering(name, parent, specs.get(name) ?? new Map())]),
  );
  const contents = new Map<string, number>();
  const replaced = new Set<number>();
  const mains = bySource.reduce((sum, { placed }) => sum + placed.filter(({ table }) => table === MAIN).length, 0);
  const accounts: SheetIntake[] = [];
  const remarks: IntakeRemark[] = [...dictionary.remarks];
  const orphans = new Map<string, number>();
  for (const { source, placed } of bySource) {
    const parents = new Map<string, Parents[]>();
    const delivered = new Map<string, Delivery>();
    for (const sheet of [...placed].sort((a, b) => depth(form, a.table) - depth(form, b.table))) {
      const table = tables.get(sheet.table);
      const count = newCount();
      if (table !== undefined)
        await readSheet({
          source,
          placed: sheet,
          number: accounts.length,
          alike: placed.filter((other) => other.table === sheet.table).length,
          table,
          parents,
          contents,
          delivered,
          replaced,
          alone: mains === 1,
          interviews: () => tables.get(MAIN)?.rows() ?? 0,
          orphans,
          options,
          count,
          remarks,
        });
      accounts.push(accountOf(source.id, sheet, count, options.direct));
    }
  }
  if (tables.get(MAIN)?.rows() === 0)
    throw fault(
      sources.flatMap(({ sheets }) => sheets.map(({ path }) => path)).join(', '),
      'there is a header, but no interview below it',
      'Check the filters of the export, and export again',
    );
  const whole: Dataset = { tables: new Map([...tables].map(([name, table]) => [name, table.finish()])) };
  const data = replaced.size === 0 ? whole : withoutRows(whole, withRowsBelow(whole, MAIN, replaced));
  return { data, intake: intakeOf(data, form, accounts, remarks, options.direct) };
}

function depth(form: Form, table: string): number {
  const parent = parentName(form, table);
  return parent === '' ? 0 : 1 + depth(form, parent);
}
