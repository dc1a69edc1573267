import type { PhraseId } from '../words/phrases.ts';
import type { Words } from '../words/words.ts';
import { CHANGE_TYPES } from './reviewLists.ts';
import { LOG_COLUMNS } from './reviewLog.ts';
import type { Cell, Cells, Row } from './sheet.ts';
import { across, headRows } from './stack.ts';

const CHANGE_WORDS: Readonly<Record<(typeof CHANGE_TYPES)[number], PhraseId>> = {
  change_response: 'reviewChange',
  blank_response: 'reviewBlank',
  remove_survey: 'reviewRemove',
  no_action: 'reviewKeep',
};

/** How a review is worked with: what it holds (`lines`), the steps, and what each word and column means. */
export function readmeSheet(lines: readonly string[], several: boolean, simulated: boolean, words: Words): Cells {
  const pair = (name: string, told: PhraseId): Row => [
    { value: name, style: 'label' },
    { value: words.phrase(told), style: 'cell' },
  ];
  const steps: readonly PhraseId[] = ['reviewStep1', 'reviewStep2', 'reviewStep3', 'reviewStep4', 'reviewData'];
  const rows: Row[] = [
    ...headRows(words.phrase('review'), 2, { simulated, contents: '' }, words),
    ...lines.map((line) => across(line, 'text', 2)),
    [],
    across(words.phrase('reviewHow'), 'heading', 2),
    ...[...steps, ...(several ? (['reviewOneLanguage'] as const) : [])].map((id) =>
      across(words.phrase(id), 'text', 2),
    ),
    [],
    across(words.phrase('reviewChangeTypes'), 'heading', 2),
    ...CHANGE_TYPES.map((name) => pair(name, CHANGE_WORDS[name])),
    [],
    across(words.phrase('reviewColumns'), 'heading', 2),
    ...LOG_COLUMNS.map(({ name, told }) => pair(name, told)),
  ];
  return plain('readme', [24, 96], rows, 0, words);
}

/** A sheet with a lead and one table; the columns of which `numbers` says so hold counts. */
export function tableSheet(
  name: string,
  lead: string,
  head: readonly string[],
  numbers: readonly boolean[],
  widths: readonly number[],
  lines: readonly (readonly (string | number | null)[])[],
  words: Words,
): Cells {
  const count = head.length;
  const rows: Row[] = [
    across(name, 'title', count),
    ...(lead === '' ? [] : [across(lead, 'text', count)]),
    head.map((value, at): Cell => ({ value, style: numbers[at] === true ? 'headNumber' : 'head' })),
    ...lines.map((line) =>
      line.map((value, at): Cell => ({ value, style: numbers[at] === true ? 'count' : at === 0 ? 'label' : 'cell' })),
    ),
  ];
  return plain(name, widths, rows, rows.length - lines.length, words);
}

function plain(name: string, widths: readonly number[], rows: readonly Row[], frozenRows: number, words: Words): Cells {
  return {
    name,
    title: name,
    language: words.language,
    direction: words.direction,
    widths,
    rows,
    frozenRows,
    frozenColumns: 0,
    pictures: [],
    tables: [],
  };
}
