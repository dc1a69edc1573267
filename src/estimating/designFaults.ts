import { fault } from '../fault.ts';
import type { DesignFault } from '../survey/designfault.ts';
import type { Labels } from './declare.ts';

/** What of a design fault people need: the labels of its codes, and the rows of the sheet. */
export interface Told {
  readonly file: string;
  readonly labels: Labels;
  /** Rows of the sheet (from 1) that stand for the rows of the fault. */
  readonly rows: readonly number[];
}

/** « rows 3, 7 and 9 », or the first of many. */
export function rowsText(rows: readonly number[], count = rows.length): string {
  if (rows.length === 0) return `${count} rows`;
  const shown = rows.slice(0, 5).join(', ');
  return `${rows.length === 1 && count === 1 ? 'row' : 'rows'} ${shown}${count > Math.min(5, rows.length) ? ` … (${count} in all)` : ''}`;
}

/** The fault as people can act on it: columns, labels, rows and a remedy. */
export function designMessage(found: DesignFault, { file, labels, rows }: Told): Error {
  const { columns, strata, units } = labels;
  const { weights, fpc, psu } = columns;
  const stage = found.stage ?? 0;
  const stratum = (code: number): string =>
    columns.strata.map((name, k) => `${name} = ${strata.labels[code]?.[k] ?? '?'}`).join(', ') || 'the whole sample';
  const strataText = (found.strata ?? []).slice(0, 5).map(stratum).join('; ');
  const where = rowsText(rows, found.count);
  const onFpc = `${file}, column ${fpc[stage] ?? '?'}`;
  switch (found.reason) {
    case 'noRows':
      return fault(file, 'has no rows of data');
    case 'negativeWeight':
    case 'infiniteWeight':
      return fault(
        `${file}, column ${weights}, ${where}`,
        'a weight is negative',
        'Mend it, or leave the cell empty: its row is then in no estimate',
      );
    case 'allWeightsMissing':
      return fault(
        `${file}, column ${weights}`,
        'every weight is empty or 0',
        'Name the column with the weights in --weights',
      );
    case 'weightsNeeded':
      return fault(`${onFpc}, ${where}`, 'has neither a weight nor a population', 'Give --weights, or fill the column');
    case 'stratumMissing':
      return fault(`${file}, column ${columns.strata.join(' × ')}, ${where}`, 'the stratum is empty', 'Fill it');
    case 'psuMissing':
      return fault(`${file}, column ${psu[stage]}, ${where}`, 'the sampled unit is empty', 'Fill it');
    case 'psuInTwoStrata': {
      const unit = units[0]?.[found.units?.[0] ?? -1] ?? '?';
      return fault(
        `${file}, column ${psu[0]}, ${where}`,
        `PSU ${unit} is in two strata: ${strataText}`,
        'Say --nest where PSU codes begin again in every stratum; else mend the codes',
      );
    }
    case 'populationVaries':
      return fault(
        `${onFpc}, ${where}`,
        `the population of one group of units has two values (stratum: ${strataText})`,
        'Give every row of a stratum (from the second stage, of a unit) the same count',
      );
    case 'populationBelowSample': {
      const fraction = (found.population ?? 2) <= 1 ? ' It takes counts, not sampling fractions.' : '';
      return fault(
        `${onFpc}, ${where}`,
        `a population of ${found.population} is below the ${found.sample} units sampled (stratum: ${strataText})`,
        `--fpc ${fpc.join(',')} must hold the number of units in the population.${fraction}`,
      );
    }
    case 'lonelyPsu':
      return fault(
        `${file}, --lonely-psu`,
        `${found.count ?? 1} ${found.count === 1 ? 'stratum has' : 'strata have'} one PSU, so that nothing tells the variance there: ${strataText}`,
        'Merge such a stratum with a similar one, or say --lonely-psu remove, certainty, adjust or average',
      );
    case 'lengths':
      return fault(file, found.message, 'Give as many scales as there are replicate columns');
  }
}
