import { expect, test } from 'vitest';
import { sniffDelimiter } from '../../src/readers/delimiter.ts';

test.each([
  ['commas', 'a,b,c\n1,2,3\n', ','],
  ['semicolons with decimal commas', 'a;b\n1,5;2,5\n', ';'],
  ['commas inside labels do not count', '"Age, in years";"Sex"\n"3, or so";"f"\n', ';'],
  ['prose with semicolons', 'id,note\n1,"a; b; c"\n2,"d; e"\n', ','],
  ['unquoted prose: agreement wins over columns', 'id\tnote, with, many, commas\n1\tone\n2\ttwo, three\n', '\t'],
  ['ragged rows: the most columns', 'a|b|c\n1\n2\n', '|'],
  ['one column', 'a\n1\n', ','],
  ['nothing', '', ','],
])('%s', (_, text, delimiter) => {
  expect(sniffDelimiter(text, true)).toBe(delimiter);
});
