import { expect, test } from 'vitest';
import { columnsLike } from '../../src/estimating/replication.ts';

test.each([
  ['rw*', ['rw1', 'rw10']],
  ['rw?', ['rw1']],
  ['w.1', ['w.1']],
  ['*1', ['rw1', 'w.1', 'wx1']],
  ['(', []],
  ['', []],
])('columns like %s', (pattern, found) => {
  expect(columnsLike(pattern, ['rw1', 'rw10', 'w.1', 'wx1', 'y'])).toEqual(found);
});
