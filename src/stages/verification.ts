import type { Part } from '../publish/report/document.ts';
import type { PhraseId } from '../publish/words/phrases.ts';
import type { Words } from '../publish/words/words.ts';
import { glossed } from '../study/glossary.ts';
import type { Study } from '../study/study.ts';

const MARKS = {
  V: 'verifiedV',
  U: 'verifiedU',
  A: 'verifiedA',
  P: 'verifiedP',
} as const satisfies Readonly<Record<string, PhraseId>>;

/** What each mark of verification means, then the indicators with their definition, their source as the catalogue has it, and their marks. */
export function sourcesParts(study: Study, words: Words): readonly Part[] {
  const rows = study.indicators
    .map(({ id, told }) => ({ told, own: words.indicator(id) }))
    .filter(({ told, own }) => told.source !== '' || told.marks.length > 0 || (own.definition ?? '') !== '')
    .map(({ told, own }) => [
      own.title,
      own.definition ?? '',
      glossed(told.source, study.glossary, words.language),
      told.marks.join(' '),
    ]);
  if (rows.length === 0) return [];
  return [
    {
      kind: 'list',
      ordered: false,
      items: Object.values(MARKS).map((phrase) => [{ kind: 'text', text: words.phrase(phrase) }]),
    },
    {
      kind: 'grid',
      title: words.phrase('verificationTitle'),
      head: [
        words.phrase('indicatorName'),
        words.phrase('explainFormula'),
        words.phrase('sourceName'),
        words.phrase('verification'),
      ],
      rows,
      widths: [0.24, 0.44, 0.2, 0.12],
      numbers: new Set(),
    },
  ];
}
