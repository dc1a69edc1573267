import type { Estimate } from '../../table/estimate.ts';
import type { IndicatorWords, Words } from '../words/words.ts';
import { valueText } from './readings.ts';

/** What the lines of comparison are, with their numbers; nothing without one. Numbers of one label are the ends of a range. */
export function benchmarkRemark(
  benchmarks: NonNullable<IndicatorWords['benchmarks']>,
  like: Estimate,
  words: Words,
): readonly string[] {
  if (benchmarks.length === 0) return [];
  const byLabel = new Map<string, string[]>();
  for (const { label, value } of benchmarks)
    byLabel.set(label, [...(byLabel.get(label) ?? []), valueText(value, like, words)]);
  const list = [...byLabel].map(([label, [low = '', high]]) => {
    const value = high === undefined ? low : words.phrase('fromTo', { low, high });
    return words.phrase('altValue', { label, value });
  });
  return [words.phrase('figureBenchmark', { list: list.join(words.phrase('listSeparator')) })];
}
