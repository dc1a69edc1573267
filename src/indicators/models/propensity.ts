import type { Design } from '../../survey/design.ts';
import { balanceOf, effectiveRows, propensity, supportOf } from '../../survey/models/propensity.ts';
import { isNumbers } from '../../table/column.ts';
import type { ModelSpec, Propensity } from './model.ts';
import type { ModelNumber } from './numbers.ts';
import { bare } from './numbers.ts';
import type { ModelRows, ModelTable } from './terms.ts';
import { matrixOf, termColumns, within } from './terms.ts';

/** The design of a model whose rows are weighted by the score of its exposure, and what tells whether the groups can be compared. */
export interface WeightedDesign {
  readonly design: Design;
  readonly evidence: readonly ModelNumber[];
}

/**
 * Weights the rows of a model by the chance of the exposure. Its evidence: `smdBefore` and `smdAfter`, the largest standardised mean difference of a
 * covariate, and that of each (`smdAfter:age`); `scoreFrom` and `scoreTo`, the scores that both groups have, `outside` of which lies a share of those told of;
 * `effectiveExposed` and `effectiveOthers`, Kish's effective rows. Throws a ModelFault where that cannot be done.
 */
export function weightedByPropensity(
  { exposure, covariates, estimand }: Propensity,
  { references }: Pick<ModelSpec, 'references'>,
  table: ModelTable,
  rows: ModelRows,
  design: Design,
): WeightedDesign {
  const column = table.columns.get(exposure);
  if (column === undefined || !isNumbers(column)) throw new Error(`the exposure '${exposure}' holds no numbers`);
  const exposed = within(rows, (row) => column.values[row]!);
  const terms = termColumns(table, covariates, references, rows);
  const scored = propensity(design, exposed, matrixOf(terms, exposed.length), estimand);
  const own = terms.flatMap(({ columns }) => columns);
  const balance = balanceOf(
    design,
    scored.design,
    exposed,
    own.map(({ values }) => values),
  );
  const largest = (sizes: readonly number[]) =>
    sizes.reduce((most, size) => Math.max(most, Number.isNaN(size) ? 0 : Math.abs(size)), 0);
  const { from, to, outside } = supportOf(design, exposed, scored.score, estimand);
  const effective = effectiveRows(scored.design, exposed);
  const evidence = [
    bare('smdBefore', largest(balance.map(({ before }) => before))),
    bare('smdAfter', largest(balance.map(({ after }) => after))),
    bare('scoreFrom', from),
    bare('scoreTo', to),
    bare('outside', outside),
    bare('effectiveExposed', effective.exposed),
    bare('effectiveOthers', effective.others),
    ...own.flatMap(({ item }, k) => [
      bare(`smdBefore:${item}`, balance[k]!.before),
      bare(`smdAfter:${item}`, balance[k]!.after),
    ]),
  ];
  return { design: scored.design, evidence };
}
