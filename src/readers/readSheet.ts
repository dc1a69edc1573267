import { fault } from '../fault.ts';
import { owned } from '../table/builder.ts';
import { MAIN } from '../table/table.ts';
import { cellAt, type Row } from '../table/textRow.ts';
import { answerTexts } from './answers.ts';
import { cellReaders } from './cells.ts';
import { told, toldOfRow } from './details.ts';
import { doubledCheck } from './doubled.ts';
import { bareKey, interviews } from './interviewKeys.ts';
import type { OptionMismatch } from './options.ts';
import { optionCheck } from './options.ts';
import { rosterRows } from './rosterKeys.ts';
import type { Parents, Say, SheetJob } from './sheetJob.ts';
import { LEFT_OUT, parentName } from './sheetJob.ts';

/** Reads the rows of one sheet into its table, each under its key; faults where its keys are none, or its rows hang on nothing. */
export async function readSheet(job: SheetJob): Promise<void> {
  const { placed, table, options, count } = job;
  const { sheet, dialect } = placed;
  const header = sheet.header.map((name) => name.trim().toLowerCase());
  const place = (names: readonly string[]) => names.map((name) => header.indexOf(name)).find((at) => at >= 0) ?? -1;
  const isMain = placed.table === MAIN;
  const [keyAt, indexAt] = [place(isMain ? dialect.keys : dialect.parentKey), place(dialect.index)];
  const [rowKeyAt, unreadableAt] = [isMain ? keyAt : place(dialect.rowKey), place(isMain ? dialect.unreadable : [])];
  const hasRosters = options.form.tables.some(({ parent }) => parent === placed.table);
  const reviewAt = place(isMain ? dialect.review : []);
  const own: Parents = {
    path: sheet.path,
    table,
    byIndex: new Map(),
    byKey: new Map(),
    children: new Map(),
    copies: new Map(),
  };
  const sheets = job.parents.get(placed.table) ?? [];
  job.parents.set(placed.table, [...sheets, own]);
  const say: Say = (check, level, key, value, what, otherKey = '') =>
    job.remarks.push({
      check,
      level,
      table: placed.table,
      key,
      field: '',
      value,
      ...toldOfRow(what, sheet.name, count.rows + 1),
      otherKey,
    });
  const numbers = header.flatMap((name, at) => (name === '_id' || dialect.numbering?.includes(name) ? [at] : []));
  const identify = isMain
    ? interviews(job, keyAt, new Set([indexAt, ...numbers]), say)
    : rosterRows(job, place(dialect.parentIndex), keyAt, new Set([indexAt, rowKeyAt, ...numbers]), say);
  const answers = answerTexts(placed, options.form, job.source);
  const cells = cellReaders(
    answers,
    options.specs.get(placed.table) ?? new Map(),
    {
      ...job.source.writing,
      serials: sheet.workbook || job.source.writing.serials === true,
      words: dialect.words === true,
    },
    count,
  );
  const mismatches = optionCheck(placed, options.form, answers);
  const links = isMain ? [] : [place(dialect.parentIndex), place(dialect.parentKey)];
  const steering = header.flatMap((name, at) =>
    [keyAt, indexAt, ...links].some((one) => one >= 0 && header[one] === name) ? [at] : [],
  );
  const contradictions = doubledCheck(placed, options.direct, new Set(steering));

  table.begin(new Set(cells.keys()));
  for await (const batch of sheet.rows()) {
    const kept: Row[] = [];
    for (const row of batch) {
      count.rows += 1;
      const index = indexAt < 0 ? String(count.rows) : cellAt(row, indexAt).trim();
      // A place of -1 is no index, and slow to look up.
      const review = reviewAt < 0 ? '' : cellAt(row, reviewAt).trim();
      if (review !== '') count.reviews.set(review, (count.reviews.get(review) ?? 0) + 1);
      const why = unreadableAt < 0 ? '' : cellAt(row, unreadableAt).trim();
      if (why !== '') {
        count.unreadable += 1;
        say('keys', 'error', bareKey(cellAt(row, keyAt)), why, told('unreadable', { why }));
        own.byKey.set(bareKey(cellAt(row, keyAt)), LEFT_OUT);
        own.byIndex.set(index, LEFT_OUT);
        continue;
      }
      const identity = identify(row);
      if (identity === null) {
        own.byIndex.set(index, LEFT_OUT);
        // Of a file's own copies, the first one's roster rows count.
        const key = keyAt < 0 ? '' : bareKey(cellAt(row, keyAt));
        if (isMain && own.byKey.has(key)) own.copies.set(owned(key), (own.copies.get(key) ?? 0) + 1);
        else if (isMain) own.byKey.set(owned(key), LEFT_OUT);
        continue;
      }
      const at = table.add(identity.key, identity.parentRow, job.number, sheet.rowAt?.(count.rows) ?? count.rows);
      kept.push(row);
      if (hasRosters) own.byIndex.set(owned(index), at);
      // An empty key names nothing; and that of the parent is no key of a roster's row.
      const rowKey = hasRosters && rowKeyAt >= 0 ? bareKey(cellAt(row, rowKeyAt)) : '';
      if (rowKey !== '') own.byKey.set(owned(rowKey), at);
      const tell = (check: string) => (one: OptionMismatch) => {
        if (!options.direct.has(one.field))
          job.remarks.push({ check, level: 'error', table: placed.table, key: identity.key, ...one });
      };
      mismatches(row).forEach(tell('options'));
      contradictions(row, count.rows + 1).forEach(tell('columns'));
    }
    table.cells(kept, cells);
  }
  if (count.rows > 3 && count.orphans === count.rows && job.interviews() > 0) throw linked(job, header);
  if (isMain && count.rows > 3 && count.clashing > count.rows / 2)
    throw fault(
      `${sheet.path}, sheet '${sheet.name}', column '${sheet.header[keyAt] ?? ''}'`,
      `${count.clashing} of ${count.rows} rows repeat a key with other answers: this is no key`,
      'Export the submission uuid with the data',
    );
  if (isMain && count.rows > 3 && count.doubtful > count.rows / 2)
    throw fault(
      `${sheet.path}, sheet '${sheet.name}', column '${sheet.header[keyAt] ?? ''}'`,
      `${count.doubtful} of ${count.rows} rows have the key of an interview of another file, with other answers: this is no key across files`,
      'Export the submission uuid with the data, give the files sources of their own, or give the newest file alone',
    );
}

/** The fault of a roster no row of which hangs on anything. */
function linked({ placed, options, count }: SheetJob, header: readonly string[]) {
  const { sheet, dialect, table } = placed;
  const wanted = [...dialect.parentIndex, ...dialect.parentKey];
  const found = wanted.filter((name) => header.includes(name));
  const parent = parentName(options.form, table);
  const to = parent === MAIN ? 'an interview' : `a row of '${parent}'`;
  return fault(
    `${sheet.path}, sheet '${sheet.name}'${found.length === 0 ? '' : `, column ${found.map((name) => `'${name}'`).join(' or ')}`}`,
    `none of the ${count.rows} rows of the roster '${table}' belongs to ${to} that was read${found.length === 0 ? `: no column says to which (${wanted.map((name) => `'${name}'`).join(' or ')})` : ''}`,
    'Export rosters and interviews together, with the columns that link them',
  );
}
