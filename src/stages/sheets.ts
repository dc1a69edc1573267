import { codebookSheet } from '../publish/sheets/codebook.ts';
import { contentsSheet } from '../publish/sheets/contents.ts';
import { methodSheet } from '../publish/sheets/method.ts';
import { picturesSheet } from '../publish/sheets/pictures.ts';
import type { Cells, MethodSection, SheetHeading } from '../publish/sheets/sheet.ts';
import type { Words } from '../publish/words/words.ts';
import type { Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import type { Facts } from './facts.ts';
import type { DrawnFigure } from './pictures.ts';

/** A list longer than this is named by its length in the codebook. */
const CHOICES_SHOWN = 60;

/** The workbook of a study in one language: contents, a sheet a theme, the figures, the codebook, the method. */
export function workbookSheets(
  study: Study,
  estimates: readonly Estimate[],
  facts: Facts,
  figures: readonly DrawnFigure[],
  method: readonly MethodSection[],
  lines: readonly string[],
  words: Words,
): readonly Cells[] {
  const contents = words.phrase('contents');
  const heading = (title: string, number: string): SheetHeading => ({ name: title, title, number, contents });
  const themed = study.sheets.map(({ theme, lay }, place) =>
    lay(estimates, heading(words.theme(theme), String(place + 1)), words),
  );
  const pictures = figures.map(({ id, texts, png, width, height }, place) => ({
    number: words.phrase('figureNumber', { number: String(place + 1) }),
    title: texts.title,
    png,
    width,
    height,
    alt: texts.alt,
    key: id,
    // The picture itself bears base, method and marks.
    notes: [],
  }));
  const sheets = [
    ...themed,
    ...(pictures.length > 0
      ? [picturesSheet(pictures, heading(words.phrase('figures'), ''), study.simulated, words)]
      : []),
    codebookSheet(codebook(study, facts, words), heading(words.phrase('codebook'), ''), study.simulated, words),
    methodSheet(method, heading(words.phrase('method'), ''), study.simulated, words),
  ];
  return [contentsSheet(sheets, { name: contents, lines, simulated: study.simulated }, words), ...sheets];
}

/** Every column of the clean tables: wording, choices, cells by state. */
function codebook(study: Study, facts: Facts, words: Words): Parameters<typeof codebookSheet>[0] {
  const fields = new Map(study.form.fields.map((field) => [field.name, field]));
  const variables = new Map(study.variables.map((variable) => [variable.name, variable]));
  return study.form.tables.map(({ name: table }) => ({
    title: table,
    fields: facts.columns
      .filter((column) => column.table === table)
      .map(({ field, states }) => {
        const known = fields.get(field);
        const variable = variables.get(field);
        const choices =
          variable?.levels ?? study.form.lists.get(known?.list ?? '')?.choices.map(({ name }) => name) ?? [];
        const shown =
          choices.length > CHOICES_SHOWN ? [] : choices.map((name) => [name, words.level(field, name)] as const);
        return {
          name: field,
          question: known === undefined && variable === undefined ? '' : words.field(field),
          type: known?.xlsType ?? variable?.type ?? study.extraColumns.find(({ name }) => name === field)?.type ?? '',
          choices: shown.length < choices.length ? [[String(choices.length), '…'] as const] : shown,
          states,
        };
      }),
  }));
}
