import type { Expression } from '../expression/compile.ts';
import { fault } from '../fault.ts';
import type { FieldType } from '../table/column.ts';
import { dateText, numberText } from '../table/text.ts';
import { readDate, readNumber } from '../table/typing.ts';
import type { Answer, Case } from './answers.ts';
import type { Canvas } from './canvas.ts';
import type { Latent } from './latent.ts';
import { choiceAt, numberAt } from './quantiles.ts';
import type { Stream } from './random.ts';

/** What is drawn: a question or a trait, and the rows that it is drawn for. */
export interface Subject {
  readonly name: string;
  readonly table: string;
  readonly type: FieldType;
}

/** Draws an answer for one row. */
export type Draw = (row: number, tries: number) => string;

/**
 * Prepares the draws of a question from its profile, on what the canvas holds now. `offered` says which choices the form offers in a row.
 */
export function drawsOf(
  subject: Subject,
  answer: Answer,
  canvas: Canvas,
  latent: Latent,
  chance: Stream,
  people: Int32Array,
  offered: (row: number) => readonly string[],
): Draw {
  const values = (expression: Expression | null) => {
    if (expression === null) return () => '';
    const { codes, texts } = canvas.evaluate(expression);
    return (row: number) => texts[codes[row] ?? 0] ?? '';
  };
  const boundOf = (bound: Expression | number) => {
    if (typeof bound === 'number') return () => bound;
    const at = values(bound);
    return (row: number) => asNumber(at(row));
  };
  const cases = answer.cases.map((one) => ({
    ...one,
    holds: one.when === null ? null : canvas.truth(one.when),
    valueAt: values(one.value),
    lowAt: boundOf(one.low),
    highAt: boundOf(one.high),
  }));
  const share = latent.shares(subject.name, answer.loadings, answer.icc, chance);
  const optionShares = new Map<string, (person: number) => number>();
  const optionShare = (option: string, person: number) => {
    const found =
      optionShares.get(option) ?? latent.shares(`${subject.name}/${option}`, answer.loadings, answer.icc, chance);
    optionShares.set(option, found);
    return found(person);
  };

  return (row) => {
    const one = cases.find(({ holds }) => holds === null || holds[row] === 1);
    if (one === undefined)
      throw fault(
        answer.place,
        `no case holds in row ${row + 1} of ${subject.table}`,
        'End the cases with one without when',
      );
    const person = people[row] ?? 0;
    const { draw } = one;
    if (draw.options !== undefined)
      return optionsAt(one, offered(row), (option) => optionShare(option, person), chance);
    if (draw.text !== undefined)
      return draw.text
        .replaceAll('{n8}', String(person + 1).padStart(8, '0'))
        .replaceAll('{n}', String(person + 1).padStart(4, '0'));
    const value = one.valueAt(row);
    const bounds = { low: numberOr(one.lowAt(row), -1), high: numberOr(one.highAt(row), 1) };
    if (draw.choices !== undefined) {
      const limited = bounds.low > Number.NEGATIVE_INFINITY || bounds.high < Number.POSITIVE_INFINITY;
      const known = offered(row);
      const weights = Object.entries(draw.choices).filter(
        ([choice]) =>
          (known.length === 0 || known.includes(choice)) &&
          (!limited || (Number(choice) >= bounds.low && Number(choice) <= bounds.high)),
      );
      return choiceAt(weights, share(person));
    }
    const drawsNumber = draw.normal ?? draw.lognormal ?? draw.triangular ?? draw.uniform;
    const isNumber = subject.type === 'integer' || subject.type === 'decimal' || subject.type === 'date';
    if (drawsNumber === undefined && !isNumber) return value;
    if (drawsNumber === undefined && value === '') return '';
    return written(subject.type, numberAt(draw, share(person), asNumber(value), bounds));
  };
}

function numberOr(value: number, sign: -1 | 1): number {
  return Number.isNaN(value) ? sign * Number.POSITIVE_INFINITY : value;
}

function asNumber(text: string): number {
  const day = readDate(text);
  return Number.isNaN(day) ? readNumber(text) : day;
}

function written(type: FieldType, value: number): string {
  if (Number.isNaN(value)) return '';
  if (type === 'date') return dateText(Math.round(value));
  return numberText(type === 'integer' ? Math.round(value) : Number(value.toPrecision(8)));
}

/** Options chosen one by one, by their shares among those who choose any; never none, never more than `most`. */
function optionsAt(
  { draw }: Case,
  offered: readonly string[],
  shareOf: (option: string) => number,
  chance: Stream,
): string {
  const { options = {}, exclusive = {}, most = Number.POSITIVE_INFINITY } = draw;
  let u = 100 * chance.next();
  let rest = 100;
  for (const [option, share] of Object.entries(exclusive)) {
    if (!offered.includes(option)) continue;
    rest -= share;
    if (u < share) return option;
    u -= share;
  }
  const known = Object.entries(options).filter(([option, share]) => share > 0 && offered.includes(option));
  // Latent shares are high for people whom the factor pushes up: they choose first.
  const wishes = known.map(([option, share]) => ({
    option,
    wish: shareOf(option) - (1 - Math.min(1, share / Math.max(rest, 1e-9))),
  }));
  const ranked = [...wishes].sort((a, b) => b.wish - a.wish || (a.option < b.option ? -1 : 1));
  const chosen = new Set(
    ranked.filter(({ wish }, place) => place === 0 || (wish >= 0 && place < most)).map(({ option }) => option),
  );
  return offered.filter((option) => chosen.has(option)).join(' ');
}
