import { mapToNumbers, mapToTexts, mapToTruth } from '../distinct.ts';
import type { FunctionOf, Functions } from '../plan.ts';
import { numberOf, toTexts } from '../vector.ts';

/** The items of a text that a separator divides; '' has none. */
function itemsOf(separator: string, list: string): readonly string[] {
  return list === '' ? [] : separator === '' ? [list] : list.split(separator);
}

function text(signature: string, count: number, make: (...texts: string[]) => string): FunctionOf {
  return {
    signature,
    least: count,
    most: count,
    type: 'text',
    of: (args, run) => mapToTexts(args.map(toTexts), run.rows, make),
  };
}

function number(signature: string, count: number, make: (...texts: string[]) => number): FunctionOf {
  return {
    signature,
    least: count,
    most: count,
    type: 'number',
    of: (args, run) => mapToNumbers(args.map(toTexts), run.rows, make),
  };
}

/** SurveyCTO's functions of texts that hold several items: what `join()` makes, say. Places count from 0. */
export const listFunctions: Functions = {
  'count-items': number('count-items(separator, list)', 2, (by, list) => itemsOf(by!, list!).length),
  'item-at': text(
    'item-at(separator, list, place), the first place is 0',
    3,
    (by, list, place) => itemsOf(by!, list!)[numberOf(place!)] ?? '',
  ),
  'item-index': number('item-index(separator, list, item): its place from 0, -1 without it', 3, (by, list, item) =>
    itemsOf(by!, list!).indexOf(item!),
  ),
  'item-present': {
    signature: 'item-present(separator, list, item)',
    least: 3,
    most: 3,
    type: 'boolean',
    of: (args, run) => mapToTruth(args.map(toTexts), run.rows, (by, list, item) => itemsOf(by!, list!).includes(item!)),
  },
  'de-duplicate': text('de-duplicate(separator, list)', 2, (by, list) => [...new Set(itemsOf(by!, list!))].join(by)),
};
