import { saysNo, saysYes } from '../../../form/yes.ts';
import type { Action, Dialect } from './dialect.ts';
import { AT, BY, hasAll, KEYS, REASON, SILENT } from './dialect.ts';

/** The report of iefieldkit's ieduplicates: of interviews with one id, which is right, which to drop, which gets another id. */
export const ieduplicates: Dialect = {
  name: 'ieduplicates',
  recognises: (header) => hasAll(header, ['correct', 'drop', 'newid']) || hasAll(header, ['duplistid', 'drop']),
  columns: ['duplistid', 'datelisted', 'datefixed', 'correct', 'drop', 'newid', 'initials', 'notes', 'listofdiffs'],
  read(cells, [id = { field: '', text: '' }]) {
    const odd = (['correct', 'drop'] as const).find((column) => isOdd(cells.of(column)));
    const asked: readonly (readonly [string, Action])[] = [
      ...(ticked(cells.of('correct')) ? [['correct', 'no_action'] as const] : []),
      ...(ticked(cells.of('drop')) ? [['drop', 'remove_survey'] as const] : []),
      ...(cells.of('newid') === '' ? [] : [['newid', 'change_response'] as const]),
    ];
    const known = asked.length === 1 ? (asked[0]?.[1] ?? null) : null;
    const renamed = known === 'change_response';
    return {
      ...SILENT,
      action: known ?? asked.map(([word]) => word).join(' and '),
      known,
      // The id stands twice by nature: only the submission's key says which of the two is meant.
      key: cells.of(...KEYS),
      question: renamed ? id.field : '',
      oldValue: renamed ? id.text : '',
      newValue: renamed ? cells.of('newid') : '',
      issue: `duplicate ${id.field}`.trim(),
      reason: cells.of(...REASON),
      by: cells.of(...BY),
      at: cells.of(...AT, 'datelisted'),
      wrong:
        asked.length > 1
          ? `says ${asked.map(([word]) => word).join(' and ')}: fill one of correct, drop and newid`
          : odd !== undefined
            ? `'${cells.of(odd)}' in ${odd} is neither yes nor no: write yes, or leave it empty`
            : asked.length === 0
              ? 'not decided yet: write yes in correct or drop, or an id in newid'
              : cells.has(...KEYS)
                ? ''
                : "no column holds the submission's key: run ieduplicates with uniquevars(KEY)",
    };
  },
};

/** Yes, a cross or a tick: whatever is no plain no. */
function ticked(text: string): boolean {
  return saysYes(text) || /^(?:y|x|1)$/i.test(text);
}

/** Neither yes nor no. */
function isOdd(text: string): boolean {
  return !ticked(text) && !saysNo(text) && !/^n$/i.test(text);
}
