import type { Dialect } from './dialect.ts';
import { hasAll, KEYS, normal, SILENT } from './dialect.ts';

/** How the text is held against `match_text`, by the word in `match_type`. */
const MATCHES = new Map<string, (text: string, wanted: string) => boolean>([
  ['exact', (text, wanted) => text === wanted],
  ['equals', (text, wanted) => text === wanted],
  ['contains', (text, wanted) => text.includes(wanted)],
  ['begins_with', (text, wanted) => text.startsWith(wanted)],
  ['starts_with', (text, wanted) => text.startsWith(wanted)],
  ['ends_with', (text, wanted) => text.endsWith(wanted)],
]);

/** IPA's recoding of « other, specify »: where the text of `child` says so, `parent` gets the choice `recode_to` for `recode_from`. */
export const ipaRecode: Dialect = {
  name: 'ipa recode',
  recognises: (header) => hasAll(header, ['parent', 'child', 'match_type', 'recode_to']),
  read(cells) {
    const word = cells.of('match_type') || 'exact';
    const match = MATCHES.get(normal(word));
    const wanted = folded(cells.of('match_text'));
    return {
      ...SILENT,
      action: 'recode',
      known: 'change_response',
      key: cells.of(...KEYS) || 'all',
      question: cells.of('parent'),
      oldValue: cells.of('recode_from'),
      newValue: cells.of('recode_to'),
      reason: cells.of('comments', 'comment', 'notes') || `other, specify: '${cells.of('match_text')}'`,
      by: cells.of('decided_by', 'initials'),
      at: cells.of('date', 'decided_at'),
      wrong:
        match === undefined
          ? `unknown match_type '${word}'; write exact, contains, begins with or ends with`
          : wanted === ''
            ? 'there is no match_text'
            : '',
      recoding: { child: cells.of('child'), matches: (text) => match?.(folded(text), wanted) === true, text: '' },
    };
  },
};

/** A text as recodings compare it: case and white space say nothing. */
function folded(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}
