import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { readSheets } from '../../src/readers/read.ts';
import { rowsOf, sourceOf } from './source.ts';

const written = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      { name: 'uuid', data: ['u1', 'u2', 'u3'], type: 'STRING' },
      { name: 'age', data: [20, null, 40], type: 'INT32', nullable: true },
      { name: 'wage', data: [1.5, 0.1, -2], type: 'DOUBLE' },
      { name: 'big', data: [9_007_199_254_740_993n, 1n, 2n], type: 'INT64' },
      { name: 'works', data: [true, false, true], type: 'BOOLEAN' },
      {
        name: 'at',
        data: [new Date('2026-01-05T10:00:00Z'), new Date('2026-01-05T10:00:00.250Z'), new Date(0)],
        type: 'TIMESTAMP',
      },
    ],
    rowGroupSize: 2,
  }),
);

test('cells become text, row groups follow one another', async () => {
  const [sheet] = await readSheets(sourceOf('x.parquet', written, 100));
  expect(sheet?.header).toEqual(['uuid', 'age', 'wage', 'big', 'works', 'at']);
  expect(sheet === undefined ? [] : await rowsOf(sheet)).toEqual([
    ['u1', '20', '1.5', '9007199254740993', 'TRUE', '2026-01-05T10:00:00Z'],
    ['u2', '', '0.1', '1', 'FALSE', '2026-01-05T10:00:00.250Z'],
    ['u3', '40', '-2', '2', 'TRUE', '1970-01-01T00:00:00Z'],
  ]);
});

test('cut off anywhere it is a fault that names the file', async () => {
  for (let length = 4; length < written.length; length += 23)
    await expect(
      (async () => {
        for (const sheet of await readSheets(sourceOf('x.parquet', written.slice(0, length), 100))) await rowsOf(sheet);
      })(),
    ).rejects.toThrow(/^x\.parquet: cannot be read as Parquet/);
});
