import type { Action, Dialect } from './dialect.ts';
import { hasAll, keyOf, normal, SILENT } from './dialect.ts';

const ACTIONS = new Map<string, Action>([
  ['replace', 'change_response'],
  ['drop', 'remove_survey'],
  ['okay', 'no_action'],
  ['ok', 'no_action'],
]);

/** The corrections sheet of IPA's high-frequency checks: `value` is what the cell holds, `newvalue` what it is to hold. */
export const ipa: Dialect = {
  name: 'ipa',
  recognises: (header) => hasAll(header, ['variable', 'value', 'newvalue', 'action']),
  columns: [
    'date',
    'variable',
    'label',
    'value',
    'newvalue',
    'action',
    'comment',
    'comments',
    'notes',
    'initials',
    'decided_by',
    'decided_at',
  ],
  read(cells, ids) {
    const word = cells.of('action');
    const known = ACTIONS.get(normal(word)) ?? null;
    return {
      ...SILENT,
      ...keyOf(cells, ids),
      // Replaced by nothing: emptied.
      action: known === 'change_response' && cells.of('newvalue') === '' ? 'blank_response' : (known ?? word),
      known: known === 'change_response' && cells.of('newvalue') === '' ? 'blank_response' : known,
      question: cells.of('variable'),
      oldValue: cells.of('value'),
      newValue: cells.of('newvalue'),
      reason: cells.of('comments', 'comment', 'notes'),
      by: cells.of('decided_by', 'initials'),
      at: cells.of('date', 'decided_at'),
      wrong: word !== '' && known === null ? `unknown action '${word}'; write replace, drop or okay` : '',
    };
  },
};
