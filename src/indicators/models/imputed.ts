import type { Design } from '../../survey/design.ts';
import { modelFault } from '../../survey/models/modelfault.ts';
import { refitting } from '../../survey/models/refit.ts';
import { pooled } from '../../survey/models/rubin.ts';
import type { Standing } from '../indicator.ts';
import { modelData, modelRows } from './fitted.ts';
import { filledTable, fillings, hotDeck } from './impute.ts';
import type { Imputation, ModelSpec } from './model.ts';
import type { ModelNumber } from './numbers.ts';
import { bare, eventsOf, oddsRatio, termNumbers, tested } from './numbers.ts';
import type { ModelTable } from './terms.ts';
import { refill, rowsLacking } from './terms.ts';

/**
 * The numbers of a model over filled copies of the data: each fitted as complete cases are, the numbers pooled by Rubin's rules, odds ratios on the scale of
 * logarithms. Then `events`, of the copy with the fewest, and `missing`: the largest fraction of missing information of a term. Throws a
 * ModelFault where a copy cannot be fitted.
 */
export function imputedNumbers(
  spec: Omit<ModelSpec, 'base'>,
  imputation: Imputation,
  table: ModelTable,
  whole: Design,
  standing: Standing,
  inside: Uint8Array,
  level: number,
): readonly ModelNumber[] {
  const deck = hotDeck(spec, imputation, table, standing);
  if (deck === null) throw modelFault('noRows', 'no row has all variables of the model');
  const { rows, design } = modelRows(whole, inside);
  const { y, terms, columns } = modelData(spec, filledTable(spec, table, deck, deck.draw()), rows);
  const lacking = fillings(table, deck, rows);
  const refitted = refitting(design, spec.family, y, columns, [
    new Int32Array(0),
    ...rowsLacking(terms, lacking(deck.recipients)),
  ]);
  const copies: (readonly ModelNumber[])[] = [];
  let events = Number.POSITIVE_INFINITY;
  for (let copy = 0; copy < imputation.copies; copy += 1) {
    if (copy > 0) refill(terms, lacking(deck.draw()));
    const fitted = { design, model: refitted(), y, terms, rows, evidence: [] };
    copies.push(termNumbers(fitted, level));
    events = Math.min(events, eventsOf(fitted));
  }
  const numbers = pooledNumbers(copies, level);
  const most = Math.max(...numbers.map(({ missing }) => missing));
  return [...numbers.map(({ number }) => number), bare('events', events), bare('missing', most)];
}

/** The numbers that every copy has, pooled. */
function pooledNumbers(copies: readonly (readonly ModelNumber[])[], level: number) {
  const byName = copies.map((copy) => new Map(copy.map((one) => [`${one.stat} ${one.item}`, one])));
  return (copies[0] ?? []).flatMap((first) => {
    const all = byName.map((copy) => copy.get(`${first.stat} ${first.item}`)).filter((one) => one !== undefined);
    if (all.length < copies.length) return [];
    const ratio = first.stat === 'oddsRatio';
    const each = all.map(({ value, se }) =>
      ratio ? { value: Math.log(value), se: (se ?? Number.NaN) / value } : { value, se: se ?? Number.NaN },
    );
    const df = all.reduce((sum, one) => sum + (one.df ?? 0), 0) / all.length;
    const whole = pooled(each, df);
    const number: ModelNumber = {
      ...{ stat: ratio ? 'coefficient' : first.stat, item: first.item, value: whole.value, method: 'rubin' },
      ...tested(whole.value, whole.se, whole.df, level),
    };
    return [{ number: ratio ? oddsRatio(number) : number, missing: whole.missing }];
  });
}
