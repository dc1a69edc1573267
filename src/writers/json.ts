import { roundedNumber } from './number.ts';

/** What can be written as JSON; a Map is an object whose keys may be anything, and an undefined member is left out. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | ReadonlyMap<string, Json>
  | { readonly [name: string]: Json | undefined };

/** How JSON is written. */
export interface JsonOptions {
  /** Members in the order of their names (by UTF-16 code unit); as given unless said. */
  readonly sorted?: boolean;
  /** Spaces a level is moved in by; 2 unless said, 0 writes one line. */
  readonly indent?: number;
}

function isMap(value: object): value is ReadonlyMap<string, Json> {
  return value instanceof Map;
}

function members(value: object, sorted: boolean): [string, Json][] {
  const all: Iterable<[string, Json | undefined]> = isMap(value) ? value : Object.entries(value);
  const given = [...all].filter((member): member is [string, Json] => member[1] !== undefined);
  return sorted ? given.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) : given;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function written(value: Json, margin: string, step: string, sorted: boolean): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`a number that JSON cannot hold: ${value}`);
    return JSON.stringify(roundedNumber(value));
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = margin + step;
  const parts = isList(value)
    ? value.map((item) => written(item, inner, step, sorted))
    : members(value, sorted).map(
        ([name, member]) => `${JSON.stringify(name)}:${step === '' ? '' : ' '}${written(member, inner, step, sorted)}`,
      );
  const [open, close] = isList(value) ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  if (step === '') return `${open}${parts.join(',')}${close}`;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
}

/** JSON that is the same for the same values: numbers at 12 significant digits, a newline at the end. Throws on NaN and infinities. */
export function writeJson(value: Json, options: JsonOptions = {}): string {
  return `${written(value, '', ' '.repeat(options.indent ?? 2), options.sorted ?? false)}\n`;
}
