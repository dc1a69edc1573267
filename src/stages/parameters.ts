import type { MethodSection } from '../publish/sheets/sheet.ts';
import type { Words } from '../publish/words/words.ts';
import { glossed } from '../study/glossary.ts';
import type { Study } from '../study/study.ts';

/** The numbers that the study fixes, for the method: value, unit and source; which are not set, and which are invented. */
export function parameterSection(study: Study, words: Words): readonly MethodSection[] {
  const { parameters } = study;
  const told = (text: string) => glossed(text, study.glossary, words.language);
  const lookups = study.lookups.filter(({ invented }) => invented);
  if (parameters.length === 0 && lookups.length === 0) return [];
  return [
    {
      title: words.phrase('parameters'),
      paragraphs: [words.phrase('parametersText')],
      facts: [
        ...parameters.map(({ name, value, unit, source, status, invented }) => {
          const label = told(name);
          if (value === null)
            return { label, cell: { value: words.phrase('parameterUnset'), style: 'cell', span: 2 } } as const;
          const shown = `${words.number(value, 'auto')} ${told(unit)}`;
          const text = invented
            ? words.phrase('inventedValue', { value: shown })
            : `${shown} (${[told(source), status].filter((part) => part !== '').join(', ')})`;
          return { label, cell: { value: text, style: 'cell', span: 2 } } as const;
        }),
        ...lookups.map(
          ({ name }) =>
            ({ label: told(name), cell: { value: words.phrase('inventedSeries'), style: 'cell', span: 2 } }) as const,
        ),
      ],
    },
  ];
}
