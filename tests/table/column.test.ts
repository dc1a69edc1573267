import { describe, expect, test } from 'vitest';
import { codesFor, pack, packedAt } from '../../src/table/column.ts';

describe('packed text', () => {
  test.each<[name: string, texts: string[]]>([
    ['nothing', []],
    ['one empty cell', ['']],
    ['empty cells around text', ['', 'a', '', 'é', '']],
    ['several alphabets', ['نعم', '日本', '😀', 'x\ny', '\u0000']],
  ])('%s', (_, texts) => {
    const packed = pack(texts);
    expect(packed.offsets).toHaveLength(texts.length + 1);
    expect(packed.offsets.at(-1)).toBe(packed.bytes.length);
    expect(texts.map((_text, row) => packedAt(packed, row))).toEqual(texts);
  });
});

test.each<[largest: number, bytes: number]>([
  [0, 1],
  [255, 1],
  [256, 2],
  [65_535, 2],
  [65_536, 4],
])('codes up to %d take %d bytes', (largest, bytes) => {
  const codes = codesFor(largest, 3);
  expect(codes.BYTES_PER_ELEMENT).toBe(bytes);
  expect(codes).toHaveLength(3);
  codes[0] = largest;
  expect(codes[0]).toBe(largest);
});
