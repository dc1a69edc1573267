import type { Dialect, Written } from './dialect.ts';
import { AT, BY, hasAll, KEYS, keyOf, REASON, SILENT } from './dialect.ts';

/** The sheets string and numeric of iefieldkit's iecorrect: `value` is the NEW value here, `valuecurrent` what the cell holds. */
export const iecorrect: Dialect = {
  name: 'iecorrect',
  recognises: (header) => hasAll(header, ['value', 'valuecurrent']),
  read(cells, id): Written {
    const { key, keyField } = keyOf(cells, id);
    const known = cells.of('value') === '' ? 'blank_response' : 'change_response';
    return {
      ...SILENT,
      ...noted(cells),
      // A star, or no id at all, is any observation with the current value.
      key: key === '' || key === '*' ? 'all' : key,
      keyField: key === '' || key === '*' ? '' : keyField,
      action: known,
      known,
      question: cells.of('varname', 'strvar', 'numvar', 'variable'),
      oldValue: cells.of('valuecurrent'),
      newValue: cells.of('value'),
    };
  },
};

/** Its sheet drop: the observations to leave out. */
export const iecorrectDrop: Dialect = {
  name: 'iecorrect',
  recognises: (header, sheet) =>
    /^drop$/i.test(sheet.trim()) && (header.includes('n_obs') || header.includes('initials')),
  read: (cells, id) => ({
    ...SILENT,
    ...noted(cells),
    ...keyOf(cells, id),
    action: 'remove_survey',
    known: 'remove_survey',
  }),
};

/** Its sheet other: where the text of `strvar` is `strvaluecurrent`, `catvar` gets the choice `catvalue`, and the text `strvalue` if there is one. */
export const iecorrectOther: Dialect = {
  name: 'iecorrect',
  recognises: (header) => hasAll(header, ['strvar', 'strvaluecurrent', 'catvar', 'catvalue']),
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

function noted(cells: Parameters<Dialect['read']>[0]): Pick<Written, 'reason' | 'by' | 'at'> {
  return { reason: cells.of(...REASON), by: cells.of(...BY), at: cells.of(...AT, 'data_last_updated') };
}
