import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDisk } from '../../src/disk/disk.ts';
import { rowNear, rowsWith } from '../../src/evidence/lines.ts';
import type { Study } from '../../src/study/study.ts';
import { temporaryFolder } from '../world.ts';

const root = temporaryFolder();
const disk = openDisk(null);
const study = { root, config: { csv: { delimiter: ',' } } } as unknown as Study;
const ROWS = 20_000;
// 5 MB, so that a part of it is looked at; rows of very different length stand where they are not expected.
const lines = Array.from(
  { length: ROWS },
  (_, row) => `k${row},${row % 7 === 0 ? `"a\nb ""${'x'.repeat(row < 2_000 ? 2_000 : 300)}"` : 'y'.repeat(200)},${row}`,
);
writeFileSync(join(root, 'many.csv'), `\ufeff_key,note,n\r\n${lines.join('\r\n')}\r\n`);
writeFileSync(join(root, 'few.csv'), 'note,_key,n\r\nk2,k1,7\r\nx,k2,8\r\n');

afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each([0, 1, 7, 1_999, 2_000, 9_999, 10_003, 19_998, 19_999])(
  'row %i is found about its place, or in the whole file',
  async (row) => {
    const found = await rowNear(disk, study, 'many.csv', `k${row}`, { row, rows: ROWS });
    expect(found?.cells).toMatchObject({ _key: `k${row}`, n: String(row) });
    const astray = await rowNear(disk, study, 'many.csv', `k${row}`, { row: ROWS - 1 - row, rows: ROWS });
    expect(astray?.cells).toEqual(found?.cells);
  },
);

test('a key that is none, and a file that is not there, have no row', async () => {
  expect(await rowNear(disk, study, 'many.csv', 'k', { row: 5, rows: ROWS })).toBeNull();
  expect(await rowNear(disk, study, 'none.csv', 'k1', { row: 0, rows: 1 })).toBeNull();
});

test('a small file is looked at whole, and only a row whose own key it is counts', async () => {
  expect((await rowNear(disk, study, 'few.csv', 'k2', { row: 0, rows: 2 }))?.cells.n).toBe('8');
  expect((await rowsWith(disk, study, 'few.csv', 'k2')).map(({ cells }) => cells.n)).toEqual(['7', '8']);
});
