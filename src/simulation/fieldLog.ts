import { writeCsv } from '../writers/csv.ts';
import type { Planted } from './bed.ts';
import type { Profile } from './profile.ts';
import { stream } from './random.ts';

const COLUMNS = [
  'uuid',
  'table',
  'question',
  'issue',
  'change_type',
  'old_value',
  'new_value',
  'decided_by',
  'decided_at',
  'reason',
];

type Word = 'change_response' | 'blank_response' | 'remove_survey';

/** What a field team does about a kind of fault, and the words it writes. Kinds that rules mend, or nobody notices, are not there. */
const DECIDED: Readonly<
  Partial<Record<Planted['kind'], { readonly word: Word; readonly issue: string; readonly reason: string }>>
> = {
  unit: {
    word: 'change_response',
    issue: 'unité',
    reason: 'montant ou durée donnés dans une autre unité, confirmé au téléphone',
  },
  outOfRange: {
    word: 'change_response',
    issue: 'valeur hors bornes',
    reason: 'erreur de saisie, vérifiée avec la personne',
  },
  overlap: { word: 'change_response', issue: 'campagnes qui se chevauchent', reason: 'dates revues avec la personne' },
  contradiction: {
    word: 'change_response',
    issue: 'réponses contradictoires',
    reason: 'réponse filtre corrigée après rappel',
  },
  skipViolation: {
    word: 'blank_response',
    issue: 'question à ne pas poser',
    reason: 'la question ne concernait pas la personne',
  },
  nearDuplicate: { word: 'remove_survey', issue: 'doublon', reason: 'second envoi du même entretien' },
  testInterview: {
    word: 'remove_survey',
    issue: 'entretien de test',
    reason: 'essai de l’application avant le terrain',
  },
};

/**
 * The cleaning log that a field team would have written for part of the planted faults, in IMPACT's columns. `followed` are calculations
 * that changed with a planted answer: who mends the answer mends them too.
 */
export function fieldLog(
  planted: readonly Planted[],
  followed: readonly Planted[],
  decided: Profile['decided'],
  seed: string,
): string {
  const chance = stream(seed, 'decided');
  const lines: string[][] = [];
  const row = (key: string, table: string) => `${table}\u001f${key}`;
  const kept = new Map<string, boolean>();
  for (const each of planted) {
    const known = DECIDED[each.kind];
    if (known === undefined || (known.word === 'remove_survey' && each.field !== '')) continue;
    const id = each.key.split('/')[0] ?? '';
    if (!kept.has(id)) kept.set(id, 100 * chance.next() < decided.share);
    if (kept.get(id) !== true) continue;
    const line = ({ key, table, field, plantedValue, trueValue }: Planted) => [
      key,
      table,
      known.word === 'remove_survey' ? '' : field,
      known.issue,
      known.word,
      known.word === 'remove_survey' ? '' : plantedValue,
      known.word === 'change_response' ? trueValue : '',
      decided.by,
      decided.at,
      known.reason,
    ];
    lines.push(line(each));
    if (known.word === 'change_response')
      for (const other of followed)
        if (
          row(other.key, other.table) === row(each.key, each.table) &&
          !lines.some(([key, table, field]) => key === other.key && table === other.table && field === other.field)
        )
          lines.push(line(other));
  }
  return [...writeCsv(COLUMNS, lines)].join('');
}
