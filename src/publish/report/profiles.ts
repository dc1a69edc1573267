import type { Words } from '../words/words.ts';
import { type Html, html, trusted } from './html.ts';

/** One measure of an enumerator beside colleagues; null where there is none. */
export interface ProfileMeasure {
  readonly value: number;
  readonly colleagues: number | null;
  readonly p: number | null;
}

/** What one enumerator's interviews look like. */
export interface ProfileRow {
  readonly name: string;
  readonly interviews: number;
  readonly days: number;
  readonly most: number;
  readonly hours: number | null;
  readonly measures: readonly (ProfileMeasure | null)[];
}

/** How the numbers of a measure are written. */
export interface MeasureColumn {
  readonly title: string;
  readonly format: 'percent' | 'decimal1' | 'decimal2';
}

/** A gap with p below this is printed in bold. */
export const ODD = 0.01;

/** Enumerators as rows, measures as columns: each number over a strip on which the enumerator is a dot and the colleagues are a line. */
export function profileTable(columns: readonly MeasureColumn[], rows: readonly ProfileRow[], words: Words): Html {
  const scales = columns.map((_, at) =>
    Math.max(
      0,
      ...rows.flatMap(({ measures }) => {
        const measure = measures[at];
        return measure == null ? [] : [measure.value, measure.colleagues ?? 0];
      }),
    ),
  );
  const used = columns.flatMap((column, at) =>
    rows.some(({ measures }) => measures[at] != null) ? [{ column, at }] : [],
  );
  const count = (value: number) => html`<td class="number"><bdi>${words.number(value, 'count')}</bdi></td>`;
  const title = words.phrase('validationProfiles');
  return html`<p>${words.phrase('validationProfilesLead', { p: words.number(ODD, 'decimal2') })}</p>
<div class="wide" role="region" tabindex="0" aria-label="${words.phrase('tableWide', { title })}"><table class="plain profiles">
<thead><tr><th scope="col">${words.phrase('reviewEnumerator')}</th>${(['interviews', 'validationDays', 'validationMost', 'validationHours'] as const).map((id) => html`<th scope="col" class="headNumber">${words.phrase(id)}</th>`)}${used.map(({ column }) => html`<th scope="col">${column.title}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ({
    name,
    interviews,
    days,
    most,
    hours,
    measures,
  }) => html`<tr><th scope="row"><bdi>${name}</bdi></th>${count(interviews)}${count(days)}${count(most)}<td class="number"><bdi>${hours === null ? '–' : words.number(hours, 'decimal1')}</bdi></td>${used.map(({ column, at }) => cell(measures[at] ?? null, scales[at] ?? 0, column, words))}</tr>
`,
)}</tbody></table></div>
`;
}

function cell(measure: ProfileMeasure | null, most: number, { format }: MeasureColumn, words: Words): Html {
  if (measure === null) return html`<td>–</td>`;
  const { value, colleagues, p } = measure;
  const at = (x: number) => `inset-inline-start:${most === 0 ? 0 : Math.round((Math.max(0, x) / most) * 1000) / 10}%`;
  const odd = p !== null && p < ODD;
  return html`<td><span${odd ? trusted(' class="odd"') : null}><bdi>${words.number(value, format)}</bdi></span><span class="strip" aria-hidden="true">${
    colleagues === null ? null : html`<i class="team" style="${at(colleagues)}"></i>`
  }<i class="own" style="${at(value)}"></i></span></td>`;
}
