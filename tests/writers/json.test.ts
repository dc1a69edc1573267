import { describe, expect, test } from 'vitest';
import { type Json, writeJson } from '../../src/writers/json.ts';

describe('JSON', () => {
  test.each<[string, Json, string]>([
    ['null', null, 'null\n'],
    ['text', 'é "x" \u2028', `${JSON.stringify('é "x" \u2028')}\n`],
    ['12 digits', [1 / 3, 0.1 + 0.2, 1e-20, -0], '[0.333333333333,0.3,1e-20,0]\n'],
    ['empty', { a: [], b: {} }, '{"a":[],"b":{}}\n'],
    ['members that are undefined', { a: undefined, b: 1 }, '{"b":1}\n'],
    ['a name from a file', new Map<string, Json>([['__proto__', 1]]), '{"__proto__":1}\n'],
    ['order as given', { b: 1, a: [true] }, '{"b":1,"a":[true]}\n'],
  ])('%s', (_what, value, expected) => expect(writeJson(value, { indent: 0 })).toBe(expected));

  test('sorted by code unit, at every level', () => {
    const value: Json = {
      b: { z: 1, Z: 2 },
      a: 1,
      é: 3,
      B: new Map<string, Json>([
        ['2', 1],
        ['10', 2],
      ]),
    };
    expect(writeJson(value, { sorted: true, indent: 0 })).toBe('{"B":{"10":2,"2":1},"a":1,"b":{"Z":2,"z":1},"é":3}\n');
  });

  test('indented as JSON.stringify does', () => {
    const value = { a: [1, { b: 'x' }], c: {}, d: [] };
    expect(writeJson(value)).toBe(`${JSON.stringify(value, null, 2)}\n`);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s throws', (x) =>
    expect(() => writeJson([x])).toThrow('cannot hold'),
  );
});
