import type { Cells, Dialect, Id, Written } from './dialect.ts';
import { AT, BY, hasAll, KEYS, REASON, SILENT } from './dialect.ts';

/** Columns of its sheets that identify nobody; the last three are written by the command itself. */
const COLUMNS = [
  'varname',
  'strvar',
  'numvar',
  'variable',
  'value',
  'valuecurrent',
  'n_obs',
  'initials',
  'notes',
  'n_changes',
  'date_last_changed',
  'data_last_updated',
] as const;

/** In an id or in `valuecurrent`: whatever it is. */
const ANY = '*';

/** The sheets string and numeric of iefieldkit's iecorrect: `value` is the NEW value here, `valuecurrent` what the cell holds. */
export const iecorrect: Dialect = {
  name: 'iecorrect',
  recognises: (header) => hasAll(header, ['value', 'valuecurrent']),
  columns: COLUMNS,
  read(cells, ids): Written {
    const known = cells.of('value') === '' ? 'blank_response' : 'change_response';
    const current = cells.of('valuecurrent');
    const oldValue = current === ANY ? '' : current;
    const whose = whoseOf(cells, ids);
    return {
      ...SILENT,
      ...noted(cells),
      ...whose,
      action: known,
      known,
      question: cells.of('varname', 'strvar', 'numvar', 'variable'),
      oldValue,
      newValue: cells.of('value'),
      wrong:
        whose.wrong ||
        (whose.key === 'all' && oldValue === ''
          ? 'names neither an interview nor what its cell holds: fill an id or valuecurrent'
          : ''),
    };
  },
};

/** Its sheet drop: the observations to leave out. */
export const iecorrectDrop: Dialect = {
  name: 'iecorrect',
  recognises: (header, sheet) =>
    /^drop$/i.test(sheet.trim()) && (header.includes('n_obs') || header.includes('initials')),
  columns: COLUMNS,
  read(cells, ids) {
    const whose = whoseOf(cells, ids);
    const count = cells.of('n_obs');
    return {
      ...SILENT,
      ...noted(cells),
      ...whose,
      action: 'remove_survey',
      known: 'remove_survey',
      wrong:
        whose.wrong ||
        (count === '' || Number(count) === 1
          ? ''
          : `n_obs says ${count}: an id names one interview; write one line for each, by its key`),
    };
  },
};

/** Its sheet other: where the text of `strvar` is `strvaluecurrent`, `catvar` gets the choice `catvalue`, and the text `strvalue` if there is one. */
export const iecorrectOther: Dialect = {
  name: 'iecorrect',
  recognises: (header) => hasAll(header, ['strvar', 'strvaluecurrent', 'catvar', 'catvalue']),
  columns: COLUMNS,
  read(cells) {
    const wanted = cells.of('strvaluecurrent').trim();
    const becomes = cells.of('strvalue');
    return {
      ...SILENT,
      ...noted(cells),
      action: 'recode',
      known: 'change_response',
      key: cells.of(...KEYS, 'idvalue') || 'all',
      question: cells.of('catvar'),
      newValue: cells.of('catvalue'),
      reason: cells.of(...REASON) || `${cells.of('strvar')}: '${wanted}'`,
      wrong:
        wanted === ''
          ? 'there is no strvaluecurrent: write the text whose interviews get the choice'
          : cells.of('catvalue') === ''
            ? 'there is no catvalue: write the code of the choice'
            : '',
      recoding: {
        child: cells.of('strvar'),
        matches: (text) => text.trim() === wanted,
        text: becomes === '' ? null : becomes,
      },
    };
  },
};

/**
 * Whose cell is meant: that of the key, or of the interview that holds all of the ids; « all » where each of them is a star, or there is
 * none. Where some of several ids are filled, the command wants the others filled too.
 */
function whoseOf(cells: Cells, ids: readonly Id[]): Pick<Written, 'key' | 'keyField' | 'also' | 'wrong'> {
  const none = { keyField: '', also: [], wrong: '' };
  const key = cells.of(...KEYS, 'idvalue');
  if (key !== '' && key !== ANY) return { ...none, key };
  const [first, ...also] = ids.filter(({ text }) => text !== '' && text !== ANY);
  if (first === undefined) return { ...none, key: 'all' };
  const empty = ids.find(({ text }) => text === '');
  return {
    key: first.text,
    keyField: first.field,
    also,
    wrong: empty === undefined ? '' : `the id '${empty.field}' is empty: fill it, or write * for whatever it is`,
  };
}

function noted(cells: Cells): Pick<Written, 'reason' | 'by' | 'at'> {
  return {
    reason: cells.of(...REASON),
    by: cells.of(...BY),
    at: cells.of(...AT, 'date_last_changed', 'data_last_updated'),
  };
}
