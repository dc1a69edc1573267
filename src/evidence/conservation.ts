import type { Intake } from '../readers/intake.ts';
import type { Dataset } from '../table/table.ts';
import { keyAt, MAIN, mainTable } from '../table/table.ts';
import type { Replayed } from './ledger.ts';
import type { Proof } from './proof.ts';
import { proving } from './proof.ts';

/** What became of the interviews of a source. */
export interface SourceRows {
  readonly source: string;
  readonly received: number;
  readonly repeated: number;
  readonly replaced: number;
  readonly unreadable: number;
  readonly erased: number;
  readonly excluded: number;
  readonly kept: number;
}

/** Rows in = rows kept + rows excluded: for each source, what was received against what is in the clean table as published. */
export function conservationProof(
  intake: Intake,
  raw: Dataset,
  replayed: Replayed,
  clean: Dataset,
): { readonly proof: Proof; readonly sources: readonly SourceRows[] } {
  const proof = proving('rows', 'rows received = rows kept + rows excluded, for each source', 'interviews');
  const main = mainTable(raw);
  const kept = new Set(Array.from({ length: mainTable(clean).rows }, (_, row) => keyAt(mainTable(clean), row)));
  const gone = replayed.gone.get(MAIN) ?? new Map<number, number>();
  const sourceOf = (row: number) => intake.sheets[main.origin?.sheets[row] ?? -1]?.source ?? '';
  const counts = new Map<string, { read: number; kept: number; excluded: number }>();
  for (let row = 0; row < main.rows; row += 1) {
    const own = counts.get(sourceOf(row)) ?? { read: 0, kept: 0, excluded: 0 };
    own.read += 1;
    if (kept.has(keyAt(main, row))) own.kept += 1;
    if (gone.has(row)) own.excluded += 1;
    counts.set(sourceOf(row), own);
  }
  const ids = [...new Set(intake.sheets.filter(({ table }) => table === MAIN).map(({ source }) => source))];
  const sources = ids.map((source): SourceRows => {
    const sheets = intake.sheets.filter((sheet) => sheet.table === MAIN && sheet.source === source);
    const sum = (of: 'rows' | 'repeated' | 'replaced' | 'unreadable') =>
      sheets.reduce((all, sheet) => all + sheet[of], 0);
    const { read, kept: left, excluded } = counts.get(source) ?? { read: 0, kept: 0, excluded: 0 };
    const [received, repeated, replaced, unreadable] = [
      sum('rows'),
      sum('repeated'),
      sum('replaced'),
      sum('unreadable'),
    ];
    const erased = received - repeated - replaced - unreadable - read;
    return { source, received, repeated, replaced, unreadable, erased, excluded, kept: left };
  });
  for (const { source, received, repeated, replaced, unreadable, erased, excluded, kept: left } of sources) {
    proof.look(received);
    const out = repeated + replaced + unreadable + erased + excluded;
    if (received !== left + out)
      proof.differ(
        'data-clean/main.csv',
        0,
        source,
        `of ${received} interviews received, ${left} are kept and ${out} excluded`,
      );
  }
  const erased = sources.reduce((sum, source) => sum + source.erased, 0);
  if (erased !== (intake.erased ?? 0))
    proof.differ(
      'data-clean/main.csv',
      0,
      '',
      `${erased} interviews are gone that no one excluded; ${intake.erased ?? 0} were taken back`,
    );
  if (kept.size !== sources.reduce((sum, source) => sum + source.kept, 0))
    proof.differ('data-clean/main.csv', 0, '', 'holds interviews that no source delivered');
  return { proof: proof.done(), sources };
}
