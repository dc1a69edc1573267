import { existsSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/expression/compile.ts';
import { filteredOut } from '../../src/expression/filters.ts';
import { namesOf } from '../../src/expression/names.ts';
import { constraintFailures, replay } from '../../src/expression/replay.ts';
import { isFault } from '../../src/fault.ts';
import { survey } from './dataset.ts';
import { formOf, type Row } from './forms.ts';

const shared = new URL('../../../shared/', import.meta.url);
const ukraine = new URL('exports/ukraine-market-utilityr/', shared);
const study = new URL('study/', shared);
const there = existsSync(ukraine) && existsSync(study);

function read(file: URL): readonly Readonly<Record<string, string>>[] {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}

function listsOf(rows: readonly Readonly<Record<string, string>>[]) {
  const lists = new Map<string, (Record<string, string> & { name: string })[]>();
  for (const { list_name: list = '', name = '', ...rest } of rows) {
    const label = rest['label::English'] ?? rest['label::English (en)'] ?? name;
    lists.set(list, [
      ...(lists.get(list) ?? []),
      { name, label, ...(rest.filter === undefined ? {} : { filter: rest.filter }) },
    ]);
  }
  return Object.fromEntries(lists);
}

/** Rows with the list written behind the type, where a column of its own holds it. */
const withTypes = (rows: readonly Readonly<Record<string, string>>[]): readonly Row[] =>
  rows
    .filter((row) => row.type !== '')
    .map((row) => ({ ...row, type: (row.type ?? '').replace(/^(begin|end) /, '$1_') }));

const COLUMNS = ['relevant', 'constraint', 'required', 'choice_filter', 'calculation'] as const;

describe.skipIf(!there)(
  'expressions of real forms (skipped where ../shared/exports or ../shared/study is absent)',
  () => {
    const rows = there ? withTypes(read(new URL('tool_survey.csv', ukraine))) : [];
    const form = formOf(rows, there ? listsOf(read(new URL('tool_choices.csv', ukraine))) : {});
    const names = namesOf(form);

    test('every expression of the Ukraine form compiles, and says what it reads', () => {
      let count = 0;
      for (const field of form.fields) {
        const texts = {
          relevant: field.relevant,
          constraint: field.constraint,
          required: field.required,
          choice_filter: field.choiceFilter,
          calculation: field.calculation,
        };
        for (const column of COLUMNS) {
          const text = texts[column];
          if (text === '' || text === 'yes') continue;
          const list = column === 'choice_filter' ? { list: field.list } : {};
          const expression = compile(text, names, {
            place: `${field.name} › ${column}`,
            table: field.table,
            field: field.name,
            ...list,
          });
          expect(expression.notEvaluated).toBe('');
          expect(expression.fields.length).toBeGreaterThan(0);
          count += 1;
        }
      }
      expect(count).toBeGreaterThan(50);
    });

    test('its 4,979 choices are filtered by what was answered', () => {
      const raw = read(new URL('raw_data.csv', ukraine)).slice(0, 200);
      const wanted = ['a5_current_oblast', 'a6_current_raion', 'a7_current_hromada'];
      const fields = form.fields.filter((field) => wanted.includes(field.name));
      expect(fields).toHaveLength(3);
      const shape = Object.fromEntries(
        fields.map((field) => [field.name, form.lists.get(field.list)?.choices.map((choice) => choice.name) ?? []]),
      );
      const cells = Object.fromEntries(fields.map((field) => [field.name, raw.map((row) => row[field.name] || null)]));
      const { data } = survey({ main: { shape, cells } });
      const done = replay(form, names, data);
      const raion = filteredOut(done, fields.find((field) => field.name === 'a6_current_raion')!);
      expect(raion.rows).toHaveLength(200);
      expect([...raion.rows].filter((row) => row === 1)).toHaveLength(0);
      expect(constraintFailures(done, fields[0]!).rows.includes(1)).toBe(false);
    });

    test('every expression of the study compiles, or says why it cannot be replayed', () => {
      const survey = withTypes(read(new URL('questionnaire.csv', study)));
      const diagnostic = formOf(survey, listsOf(read(new URL('choices.csv', study))));
      const variables = read(new URL('variables.csv', study)).filter((row) => row.name !== undefined);
      const types: Readonly<Record<string, 'integer' | 'decimal'>> = {
        integer: 'integer',
        number: 'decimal',
        flag: 'integer',
      };
      const derived = variables.map((row) => ({
        name: row.name ?? '',
        table: row.level ?? 'main',
        type: types[row.type ?? ''] ?? ('text' as const),
        options: null,
        flag: row.type === 'flag',
      }));
      const parameters = new Map(
        read(new URL('parameters.csv', study)).map((row) => [
          row.name ?? '',
          row.value === '' ? null : Number(row.value),
        ]),
      );
      const cpi = new Map(read(new URL('cpi.csv', study)).map((row) => [row.year ?? '', Number(row.index)]));
      const all = namesOf(diagnostic, derived, parameters, new Map([['cpi', cpi]]));

      const failures: string[] = [];
      const unavailable = new Set<string>();
      const attempt = (text: string, place: string, table: string, field?: string): void => {
        try {
          const why = compile(text, all, { place, table, ...(field === undefined ? {} : { field }) }).notEvaluated;
          if (why !== '') unavailable.add(why.replace(/\(.*/, '()'));
        } catch (error) {
          if (!isFault(error)) throw error;
          failures.push(error.message);
        }
      };
      for (const row of variables) attempt(row.expression ?? '', `variables › ${row.name}`, row.level ?? 'main');
      for (const row of read(new URL('indicators.csv', study))) {
        if ((row.base_expression ?? '') !== '') attempt(row.base_expression ?? '', `${row.id} › base`, 'main');
        const value = row.value_expression ?? '';
        if (row.kind !== 'model' && row.kind !== 'paired') attempt(value, `${row.id} › value`, 'main');
      }
      for (const field of diagnostic.fields) {
        for (const text of [field.relevant, field.constraint, field.calculation])
          if (text !== '') attempt(text, `${field.name} row ${field.row}`, field.table, field.name);
      }
      expect(failures).toEqual([]);
      expect([...unavailable]).toEqual(['pulldata()']);
    });
  },
);
