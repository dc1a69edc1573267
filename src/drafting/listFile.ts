import { writeCsv } from '../writers/csv.ts';
import type { ListedAnalysis, ListedEntries } from './listed.ts';

/** Where `init --loa` writes what became of each analysis. */
export const LIST_FILE = 'schemas/list-of-analyses.csv';

/** What became of each analysis of a list, in the list's order: for people, opened in a spreadsheet. */
export function listFile({ analyses }: ListedEntries): string {
  const header = ['row', 'analysis_type', 'analysis_var', 'group_var', 'title', 'outcome', 'indicator'];
  const rows = analyses.map(({ analysis, id, outcome, same, lacking }) => [
    analysis.row,
    analysis.type,
    analysis.variables.join(', '),
    analysis.groups.join(', '),
    analysis.title,
    outcome === 'leftOut' ? 'left out' : outcome === 'repeats' ? `same as row ${same}` : 'made',
    outcome === 'leftOut' ? '' : id,
    lacking.join(', '),
    outcome === 'leftOut' ? analysis.composed : '',
    outcome === 'leftOut' ? 'declare the missing variables in schemas/variables.json' : '',
  ]);
  return [...writeCsv([...header, 'missing_variables', 'composed_by', 'to_do'], rows, { mark: true })].join('');
}

/** « 103 analyses: 31 made, 6 ask what an earlier row asks, 66 left out ». */
export function listInWords(listed: ListedEntries): string {
  const count = (wanted: ListedAnalysis['outcome']) =>
    listed.analyses.filter(({ outcome }) => outcome === wanted).length;
  const repeated = listed.analyses.filter(({ same }) => same !== null).length;
  const parts = [
    `${count('made')} made`,
    ...(repeated > 0 ? [`${repeated} ask what an earlier row asks`] : []),
    ...(count('leftOut') > 0 ? [`${leftOut(listed).length} left out`] : []),
  ];
  return `${listed.analyses.length} analyses: ${parts.join(', ')}`;
}

/** The analyses left out, each once. */
function leftOut({ analyses }: ListedEntries): readonly ListedAnalysis[] {
  return analyses.filter(({ outcome, same }) => outcome === 'leftOut' && same === null);
}

/** A line for each function outside of the form: the missing variables that it composes, and the rows that want them; '' where none is left out. */
export function leftOutInWords(listed: ListedEntries): string {
  const functions = new Map<string, { readonly variables: Set<string>; readonly rows: number[] }>();
  for (const { analysis, lacking } of leftOut(listed)) {
    const held = functions.get(analysis.composed) ?? { variables: new Set<string>(), rows: [] };
    for (const name of lacking) held.variables.add(name);
    held.rows.push(analysis.row);
    functions.set(analysis.composed, held);
  }
  return [...functions]
    .map(
      ([name, { variables, rows }]) =>
        `  ${[...variables].join(', ')}: composed by ${name} (${rows.length === 1 ? 'row' : 'rows'} ${rows.join(', ')})\n`,
    )
    .join('');
}
