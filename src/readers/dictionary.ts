import type { ColumnSpec } from '../table/builder.ts';
import type { LabelledColumn, MissingKind } from '../table/source.ts';
import { BLANK, NOT_ASKED } from '../table/states.ts';
import { told } from './details.ts';
import type { IntakeRemark } from './intake.ts';
import type { PlacedSheet } from './sheets.ts';

type Specs = ReadonlyMap<string, ReadonlyMap<string, ColumnSpec>>;

/** The columns of each table with the codes that labelled files (SPSS, Stata) declare missing, and a note on each. */
export function withDictionary(
  specs: Specs,
  placed: readonly PlacedSheet[],
): { readonly specs: Specs; readonly remarks: readonly IntakeRemark[] } {
  const made = new Map([...specs].map(([table, columns]) => [table, new Map(columns)]));
  const remarks: IntakeRemark[] = [];
  for (const { sheet, table, meanings } of placed)
    for (const [at, meaning] of meanings.entries()) {
      const column = sheet.labelled?.get((sheet.header[at] ?? '').trim());
      const name = meaning.kind === 'field' ? meaning.field.name : meaning.kind === 'extra' ? meaning.name : '';
      const spec = made.get(table)?.get(name);
      if (column === undefined || spec === undefined || column.missing.size === 0) continue;
      made.get(table)?.set(name, withMissing(spec, column));
      remarks.push({
        check: 'columns',
        level: 'note',
        table,
        key: '',
        field: name,
        value: '',
        ...told('declaredMissing', { codes: toldOf(column), sheet: sheet.name }),
      });
    }
  return { specs: made, remarks };
}

function withMissing(spec: ColumnSpec, { missing }: LabelledColumn): ColumnSpec {
  const of = (kind: MissingKind) => [...missing].filter(([, own]) => own === kind).map(([code]) => code);
  // What the study declares of a code stands above what the file says of it.
  const free = (code: string) => !spec.dontKnow.has(code) && !spec.refused.has(code);
  const absent = new Map([
    ...(spec.absent ?? []),
    ...of('notAsked')
      .filter(free)
      .map((code) => [code, NOT_ASKED] as const),
    ...of('blank')
      .filter(free)
      .map((code) => [code, BLANK] as const),
  ]);
  return {
    ...spec,
    dontKnow: new Set([...spec.dontKnow, ...of('dontKnow').filter((code) => !spec.refused.has(code))]),
    refused: new Set([...spec.refused, ...of('refused').filter((code) => !spec.dontKnow.has(code))]),
    ...(absent.size === 0 ? {} : { absent }),
  };
}

const KINDS: Readonly<Record<MissingKind, string>> = {
  dontKnow: "don't know",
  refused: 'refused',
  notAsked: 'not asked',
  blank: 'blank',
};

/** « 98 (ne sait pas) as don't know, .a as blank ». */
function toldOf({ missing, labels }: LabelledColumn): string {
  return [...missing]
    .map(([code, kind]) => {
      const label = labels.get(code);
      return `${code}${label === undefined ? '' : ` (${label})`} as ${KINDS[kind]}`;
    })
    .join(', ');
}
