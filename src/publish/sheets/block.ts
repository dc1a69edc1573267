import type { DomainPart, Estimate, Stat } from '../../table/estimate.ts';
import { percentText } from '../words/intervals.ts';
import { markOf, standsAlone } from '../words/marks.ts';
import { isInPoints, pointsUnit } from '../words/points.ts';
import type { Words } from '../words/words.ts';
import { blockNotes, isTerm } from './notes.ts';
import type { Block, Cell, Group, NumberStyle, Row } from './sheet.ts';

/** How the numbers of one statistic are shown: in a format, or as points of percentage. */
export type ValueStyle = NumberStyle | 'points';

/**
 * Shares, and whatever is measured in %, are shown times 100, differences of them in points; other numbers with decimals that suit the
 * largest of their kind.
 */
export function valueStyle(own: readonly Estimate[], stat: Stat): ValueStyle {
  if (stat === 'count') return 'count';
  let largest = 0;
  for (const estimate of own) {
    if (estimate.stat !== stat) continue;
    if (isInPoints(estimate)) return 'points';
    if (stat === 'share' || estimate.unit === '%') return 'percent';
    for (const x of [estimate.value, estimate.low, estimate.high]) largest = Math.max(largest, Math.abs(x ?? 0));
  }
  if (largest >= 1000) return 'count';
  if (largest >= 10) return 'decimal1';
  return largest >= 1 ? 'decimal2' : 'decimal3';
}

function levels(domain: readonly DomainPart[], words: Words): string {
  return domain.map(({ field, level }) => words.level(field, level)).join(' · ');
}

function fields(domain: readonly DomainPart[], words: Words): string {
  return domain.map(({ field }) => words.field(field)).join(' × ');
}

/** With several items a domain is a heading over them; with one, the breakdown is the heading and its levels are the rows. */
function heading(estimate: Estimate, severalStats: boolean, ofModel: boolean, changes: boolean, words: Words): string {
  const { domain, item, stat } = estimate;
  const parts = severalStats
    ? [words.phrase(stat === 'index' ? (ofModel ? 'modelDiagnostics' : changes ? 'changeSize' : stat) : stat)]
    : [];
  if (domain.length > 0) {
    const group = fields(domain, words) + (item === '' ? '' : ` – ${levels(domain, words)}`);
    parts.push(words.phrase('byGroup', { group }));
  }
  return parts.join(' · ');
}

/** What the rows under one heading share; labels will not do, for two fields may have the same. */
function groupKey({ stat, item, domain }: Estimate): string {
  return JSON.stringify([stat, domain.map(({ field, level }) => (item === '' ? field : [field, level]))]);
}

function rowLabel(estimate: Estimate, words: Words): string {
  if (estimate.item !== '') return words.item(estimate.indicator, estimate.item);
  return estimate.domain.length === 0 ? words.phrase('everyone') : levels(estimate.domain, words);
}

/** A number in a cell of its own; points are a number of their own, for no format of a workbook makes them of a share. */
export function valueCell(x: number | null, style: ValueStyle, words: Words): Cell {
  if (style !== 'points') return { value: x, style };
  return { value: x === null ? null : 100 * x, style: 'decimal1', unit: pointsUnit(words) };
}

function row(estimate: Estimate, under: string, style: ValueStyle, tests: Tests, words: Words): Row {
  const labelStyle = under === '' ? 'label' : 'sublabel';
  const label: Cell = { value: rowLabel(estimate, words), style: labelStyle, estimate: estimate.key };
  const mark = markOf(estimate);
  const width = 6 + (tests.p ? 1 : 0) + (tests.q ? 1 : 0);
  if (standsAlone(mark)) {
    const empty = Array.from({ length: width - 1 }, (): Cell => ({ value: null, style: 'suppressed' }));
    return [label, { value: mark, style: 'suppressed' }, ...empty, { value: null, style: 'mark' }];
  }
  const cells: Cell[] = [
    label,
    valueCell(estimate.value, style, words),
    valueCell(estimate.low, style, words),
    valueCell(estimate.high, style, words),
    valueCell(estimate.se, style, words),
    { value: estimate.n, style: 'count' },
    { value: estimate.deff, style: 'decimal2' },
  ];
  if (tests.p) cells.push({ value: estimate.p, style: 'pValue' });
  if (tests.q) cells.push({ value: estimate.q, style: 'pValue' });
  cells.push({ value: mark === '' ? null : mark, style: 'mark' });
  return cells;
}

/** Which test columns a table has. */
interface Tests {
  readonly p: boolean;
  readonly q: boolean;
}

function head(own: readonly Estimate[], tests: Tests, words: Words): Row {
  const level = percentText(own.find((estimate) => estimate.level !== null)?.level ?? 0.95, words);
  const number = (value: string): Cell => ({ value, style: 'headNumber' });
  return [
    { value: words.phrase('category'), style: 'head' },
    number(words.phrase('estimate')),
    number(words.phrase('intervalLow', { level })),
    number(words.phrase('intervalHigh', { level })),
    number(words.phrase('standardError')),
    number(words.phrase('unweightedCount')),
    number(words.phrase('designEffect')),
    ...(tests.p ? [number(words.phrase('pValue'))] : []),
    ...(tests.q ? [number(words.phrase('qValue'))] : []),
    { value: words.phrase('note'), style: 'headMark' },
  ];
}

/**
 * The table of one indicator: everybody first, then the breakdowns, in the order of the estimates; one row an item or level, with
 * estimate, interval, standard error, n and design effect. A held-back row shows its mark and no number. `number` is « Table 2.1 ».
 */
export function indicatorBlock(estimates: readonly Estimate[], indicator: string, number: string, words: Words): Block {
  const own = estimates.filter((estimate) => estimate.indicator === indicator);
  const stats = new Set(own.map(({ stat }) => stat));
  const tests = { p: own.some(({ p }) => p !== null), q: own.some(({ q }) => q !== null) };
  const ofModel = own.some(isTerm);
  const changes = stats.has('difference');
  const styles = new Map([...stats].map((stat) => [stat, valueStyle(own, stat)]));
  const groups = new Map<string, Group & { readonly rows: Row[] }>();
  for (const estimate of [...stats].flatMap((stat) => own.filter((one) => one.stat === stat))) {
    const under = heading(estimate, stats.size > 1, ofModel, changes, words);
    const group = groups.get(groupKey(estimate)) ?? { heading: under, rows: [] };
    // What tells whether a model suits is of all sizes: each row has decimals of its own.
    const style = ofModel && estimate.stat === 'index' ? valueStyle([estimate], 'index') : styles.get(estimate.stat);
    group.rows.push(row(estimate, under, style ?? 'decimal2', tests, words));
    groups.set(groupKey(estimate), group);
  }
  const { title, question } = words.indicator(indicator);
  return {
    id: indicator,
    number,
    title,
    lead: question === '' ? '' : words.phrase('questionIs', { question }),
    head: head(own, tests, words),
    groups: [...groups.values()],
    notes: blockNotes(own, indicator, words),
    simulated: own.some(({ simulated }) => simulated),
  };
}
