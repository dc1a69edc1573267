import type { Field } from '../form/form.ts';
import { dateText, timeText } from '../table/text.ts';
import { readDate } from '../table/typing.ts';
import type { Stream } from './random.ts';
import { shuffled } from './random.ts';
import { textOfPattern } from './regex.ts';

/** What a made-up answer may lean on. */
export interface GuessContext {
  readonly chance: Stream;
  /** How often this cell was refused by the constraint before. */
  readonly tries: number;
  readonly row: number;
  /** Choices that the filter offers here. */
  readonly offered: readonly string[];
  /** Days since 1970-01-01 of the interview. */
  readonly today: number;
  /** Answers of this row to the questions that the constraint reads. */
  readonly others: readonly string[];
}

const DAY = 86_400_000;

/** A plausible answer to a question of any form, by its type and what its constraint hints at; '' where there is none to give. */
export function guess(field: Field, context: GuessContext): string {
  switch (field.type) {
    case 'one':
      return one(context);
    case 'many':
      return many(context);
    case 'rank':
      return shuffled(context.offered.length, context.chance)
        .map((place) => context.offered[place] ?? '')
        .join(' ');
    case 'integer':
      return String(Math.round(number(field, context)));
    case 'decimal':
      return String(Number((Math.round(number(field, context) * 10) / 10).toPrecision(12)));
    case 'date':
      return dateText(day(field, context));
    case 'dateTime':
      return `${dateText(day(field, context))}T${timeText(25_200 + 60 * context.chance.below(600))}.000+00:00`;
    case 'time':
      return timeText(60 * context.chance.below(1440));
    case 'geopoint':
      return point(context.chance);
    case 'geotrace':
      return `${point(context.chance)}; ${point(context.chance)}`;
    case 'geoshape': {
      const first = point(context.chance);
      return `${first}; ${point(context.chance)}; ${point(context.chance)}; ${first}`;
    }
    case 'text':
      return text(field, context);
  }
}

function one({ offered, chance }: GuessContext): string {
  return offered.length === 0 ? '' : (offered[chance.below(offered.length)] ?? '');
}

/** Several options in the order of the list: one to three, then any number where the constraint wants others. */
function many({ offered, chance, tries }: GuessContext): string {
  if (offered.length === 0) return '';
  const most = tries === 0 ? Math.min(3, offered.length) : offered.length;
  const size = tries % 3 === 1 ? 1 : 1 + chance.below(most);
  const picked = new Set(shuffled(offered.length, chance).slice(0, size));
  return offered.filter((_, place) => picked.has(place)).join(' ');
}

/** Numbers that stand in an expression. */
function literals(expression: string): readonly number[] {
  return [...expression.replace(/\$\{[^}]*\}|'[^']*'|"[^"]*"/g, ' ').matchAll(/(?<![\w.])-?\d+(?:\.\d+)?/g)].map(
    Number,
  );
}

function number(field: Field, { chance, tries, others }: GuessContext): number {
  const range = new Map(
    [...field.parameters.matchAll(/(start|end|step)\s*=\s*(-?[\d.]+)/g)].map(([, key, value]) => [key, Number(value)]),
  );
  const [start, end] = [range.get('start'), range.get('end')];
  if (field.xlsType === 'range' && start !== undefined && end !== undefined) {
    const step = range.get('step') ?? 1;
    return start + step * chance.below(Math.max(1, Math.floor((end - start) / step) + 1));
  }
  const hints = [...literals(field.constraint), ...others.map(Number).filter((value) => Number.isFinite(value))];
  const way = tries === 0 ? 0 : 1 + chance.below(5);
  const hint = hints[chance.below(Math.max(1, hints.length))] ?? 0;
  if (way === 0 || way === 1) {
    if (hints.length === 0) return chance.below(21);
    const low = hints.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    const high = hints.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    // « . > 0 » alone: people answer small numbers.
    return hints.length === 1 ? low + chance.below(21) : low + chance.next() * (high - low);
  }
  if (way === 2) return hint;
  if (way === 3) return hint + chance.below(3) - 1;
  if (way === 4) return chance.next() * hint;
  const sizes = [10, 100, 1000, 100_000, 1e9];
  return (chance.next() - (tries % 4 === 0 ? 0.5 : 0)) * (sizes[chance.below(sizes.length)] ?? 1);
}

function day(field: Field, { chance, tries, today, others }: GuessContext): number {
  const written = [...field.constraint.matchAll(/\d{4}-\d{2}-\d{2}/g)].map(([text]) => readDate(text));
  const hints = [today, ...written, ...others.map(readDate)].filter((value) => !Number.isNaN(value));
  if (tries === 0) return today - chance.below(365);
  const hint = hints[chance.below(hints.length)] ?? today;
  const spans = [3, 60, 1000, 20_000];
  return hint + (chance.below(2) === 0 ? -1 : 1) * chance.below(spans[chance.below(spans.length)] ?? 3);
}

function point(chance: Stream): string {
  const part = (low: number, span: number) => (low + chance.next() * span).toFixed(6);
  return `${part(30, 5)} ${part(-9, 8)} 0 5`;
}

const FILES = new Set(['image', 'audio', 'video', 'file', 'background-audio']);
const ENDINGS: Readonly<Record<string, string>> = { image: 'jpg', audio: 'm4a', video: 'mp4', file: 'pdf' };

function text(field: Field, { chance, tries, row }: GuessContext): string {
  if (FILES.has(field.xlsType)) return `${field.name}_${row + 1}.${ENDINGS[field.xlsType] ?? 'm4a'}`;
  if (field.xlsType === 'acknowledge') return 'OK';
  if (field.xlsType === 'barcode') return String(4_000_000_000_000 + chance.below(1_000_000_000));
  const patterns = [...field.constraint.matchAll(/regex\s*\(\s*\.\s*,\s*(?:'([^']*)'|"([^"]*)")/g)].map(
    ([, single, double]) => single ?? double ?? '',
  );
  const pattern = patterns[chance.below(Math.max(1, patterns.length))];
  if (pattern !== undefined && (tries === 0 || tries % 4 !== 3)) {
    const made = textOfPattern(pattern, chance);
    if (made !== null) return made;
  }
  const numbers = literals(field.constraint);
  const lengths = numbers.filter((length) => length > 0 && length <= 100);
  const length =
    Math.round(lengths[chance.below(Math.max(1, lengths.length))] ?? 8) + (tries > 6 ? chance.below(3) - 1 : 0);
  const from = (alphabet: string) =>
    Array.from({ length: Math.max(1, length) }, () => alphabet.charAt(chance.below(alphabet.length))).join('');
  switch (tries % 5) {
    case 0:
      return `texte ${row + 1}`;
    case 1:
      return from('0123456789');
    case 2:
      return from('abcdefghijklmnopqrstuvwxyz');
    case 3:
      return String(numbers[chance.below(Math.max(1, numbers.length))] ?? chance.below(1000));
    default:
      return `personne${row + 1}@example.org`;
  }
}

/** A day of a period as days since 1970-01-01, and a time of the working day in seconds. */
export function momentIn(from: number, to: number, chance: Stream): { readonly day: number; readonly second: number } {
  return { day: from + chance.below(to - from + 1), second: 30_600 + chance.below(28_800) };
}

/** A moment as Kobo writes it: local time with milliseconds and offset. */
export function momentOf(days: number, second: number, offset: string): string {
  return `${new Date(days * DAY + Math.round(second) * 1000).toISOString().slice(0, 23)}${offset}`;
}
