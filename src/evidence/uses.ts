import type { IndicatorEntry, Study, VariableEntry } from '../study/study.ts';

/** What is made of a question. */
export interface Uses {
  /** Calculations of the form that read it, or a calculation that does, in the form's order. */
  readonly calculations: readonly string[];
  readonly variables: readonly VariableEntry[];
  readonly indicators: readonly IndicatorEntry[];
  readonly roles: readonly ('scope' | 'design' | 'breakdown')[];
}

/** What rests on a question or column: through calculations of the form, derived variables, and one through another. */
export function usesOf(study: Study, name: string): Uses {
  const names = new Set([name]);
  const calculations = study.form.fields.filter(({ calculation }) => calculation !== '');
  for (let before = 0; before < names.size; ) {
    before = names.size;
    for (const { name: calculated, calculation } of calculations)
      if (readIn(calculation).some((read) => names.has(read))) names.add(calculated);
  }
  const isRead = (reads: ReadonlySet<string>) => [...names].some((each) => reads.has(each));
  const variables = study.variables.filter(({ reads }) => isRead(reads));
  const made = new Set([...names, ...variables.map((variable) => variable.name)]);
  const { weights, strata, psu } = study.config.design;
  const design = [weights, strata, psu].some((column) => column !== undefined && names.has(column));
  const scope = study.eligible?.fields.some((each) => made.has(each)) === true;
  const breakdown = study.indicators.some(({ by }) => by.flat().some((each) => made.has(each)));
  return {
    calculations: calculations.map((field) => field.name).filter((each) => each !== name && names.has(each)),
    variables,
    indicators: study.indicators.filter(
      ({ reads, field, variables: own }) => isRead(reads) || made.has(field) || [...own].some((each) => made.has(each)),
    ),
    roles: [
      ...(scope ? (['scope'] as const) : []),
      ...(design ? (['design'] as const) : []),
      ...(breakdown ? (['breakdown'] as const) : []),
    ],
  };
}

/** Questions that the text of a calculation names: `${field}`, `${roster/field}`. */
function readIn(calculation: string): readonly string[] {
  return [...calculation.matchAll(/\$\{(?:[^}/]*\/)?([^}]+)\}/g)].map(([, read]) => read ?? '');
}
