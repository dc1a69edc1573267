import { fault } from '../fault.ts';
import { cellAt, type Row } from '../table/textRow.ts';
import { told } from './details.ts';
import type { OptionMismatch } from './options.ts';
import type { PlacedSheet } from './sheets.ts';
import { quoted } from './textSheet.ts';

/** Two columns of a sheet for one thing, and whether both have the same header. */
interface Doubled {
  readonly first: number;
  readonly again: number;
  /** The question; '' for a column that is no question's. */
  readonly field: string;
  readonly alike: boolean;
}

/**
 * Holds columns that stand for the same thing against each other, a row at a time; `kept`: the platform's columns that are read. Questions that
 * changed their group from one version of a form to the next have two columns that fill each other; where both answer, and not the same, that is
 * told. Two columns of one name that differ are a fault: nothing says which is right.
 */
export function doubledCheck(
  placed: PlacedSheet,
  direct: ReadonlySet<string>,
  kept: ReadonlySet<number>,
): (row: Row, number: number) => readonly OptionMismatch[] {
  const { sheet } = placed;
  const pairs = doubledColumns(placed, kept).filter(
    ({ field, first }) => !direct.has(field) && !direct.has((sheet.header[first] ?? '').trim()),
  );
  if (pairs.length === 0) return () => NONE;
  return (row, number) =>
    pairs.flatMap(({ first, again, field, alike }) => {
      const [a, b] = [cellAt(row, first).trim(), cellAt(row, again).trim()];
      if (a === b || a === '' || b === '') return NONE;
      const name = (sheet.header[first] ?? '').trim();
      if (alike)
        throw fault(
          `${sheet.path}, sheet '${sheet.name}', row ${number}, columns ${first + 1} and ${again + 1}`,
          `both are called '${name}', and say ${quoted(a)} and ${quoted(b)}`,
          'Rename or remove one of them',
        );
      const other = (sheet.header[again] ?? '').trim();
      return [{ field, value: a, ...told('twoAnswers', { first: name, a: quoted(a), second: other, b: quoted(b) }) }];
    });
}

const NONE: readonly OptionMismatch[] = [];

function doubledColumns({ sheet, meanings }: PlacedSheet, kept: ReadonlySet<number>): readonly Doubled[] {
  const firsts = new Map<string, number>();
  return meanings.flatMap((meaning, again) => {
    const header = (sheet.header[again] ?? '').trim();
    const what =
      meaning.kind === 'field'
        ? `field ${meaning.field.name}`
        : meaning.kind === 'option'
          ? `option ${meaning.field.name} ${meaning.option}`
          : meaning.kind === 'extra' || kept.has(again)
            ? `column ${header.toLowerCase()}`
            : '';
    const first = firsts.get(what);
    if (what === '') return [];
    if (first === undefined) {
      firsts.set(what, again);
      return [];
    }
    const alike = (sheet.header[first] ?? '').trim() === header;
    return [{ first, again, alike, field: 'field' in meaning ? meaning.field.name : '' }];
  });
}
