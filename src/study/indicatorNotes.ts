import { fill } from '../publish/words/build.ts';
import { writeNumber } from '../publish/words/numbers.ts';
import { PHRASES } from '../publish/words/phrases.ts';
import type { LanguageCode } from '../publish/words/words.ts';
import { type Glossary, glossed } from './glossary.ts';
import { notOfficial } from './indexWords.ts';
import { studyText } from './labels.ts';
import type { Benchmark, IndexEntry, IndicatorEntry } from './study.ts';

const MARK = { V: 'markV', U: 'markU', A: 'markA', P: 'markP' } as const;

/** Sentences under an indicator's tables: what it is held against, what of its definition is verified, what an index in it is not. */
export function indicatorNotes(
  { kind, unit, variables, benchmarks, told }: IndicatorEntry,
  { indices, glossary }: { readonly indices: readonly IndexEntry[]; readonly glossary: Glossary },
  language: LanguageCode,
): readonly string[] {
  const list = told.marks.map((mark) => PHRASES[MARK[mark]][language]).join(PHRASES.listSeparator[language]);
  const own = indices.filter(({ id }) => variables.has(id));
  return [
    ...(kind === 'change' ? [PHRASES.changeNote[language]] : []),
    ...benchmarks.map((one) =>
      benchmarkNote({ ...one, source: glossed(one.source, glossary, language) }, studyText(unit, language), language),
    ),
    ...new Set(own.flatMap((index) => notOfficial(index, language))),
    ...(list === '' ? [] : [fill(PHRASES.statusIs[language], { list }, language)]),
  ];
}

function benchmarkNote({ label, value, to, source, mark }: Benchmark, unit: string, language: LanguageCode): string {
  const written = (x: number) =>
    unit === '%'
      ? writeNumber(x, 'percent', language)
      : writeNumber(x, Number.isInteger(x) ? 'count' : 'decimal2', language);
  const text =
    to === undefined
      ? written(value)
      : fill(PHRASES.benchmarkRange[language], { from: written(value), to: written(to) }, language);
  const values = { label: studyText(label, language), value: text, source, mark: PHRASES[MARK[mark]][language] };
  return fill(PHRASES.benchmarkIs[language], values, language);
}
