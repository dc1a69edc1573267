import { expect, test } from 'vitest';
import { readEstimates } from '../../src/stages/readEstimates.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { writeJson } from '../../src/writers/json.ts';
import { ESTIMATES, madeUp } from '../publish/estimates.ts';

const made: readonly Estimate[] = [
  ...ESTIMATES,
  madeUp({ indicator: 'COV2', item: ' "indicator": "COV",\n }', domain: [{ field: 'COV', level: '{' }] }),
  madeUp({ indicator: 'a"b' }),
  madeUp({ indicator: 'COV', item: 'last' }),
];
const written = writeJson(made as never, { indent: 1 });
const all = JSON.parse(written) as readonly Estimate[];

const read = (text: string, wanted: readonly string[] | null) =>
  readEstimates(
    {
      path: 'estimates.json',
      size: text.length,
      chunks: async function* () {
        yield new TextEncoder().encode(text);
      },
    },
    wanted === null ? null : new Set(wanted),
  );
const of = (wanted: readonly string[]) => all.filter(({ indicator }) => wanted.includes(indicator));

test.each([[['COV']], [['OBS', 'COV']], [['COV', 'OBS']], [['COV2']], [['a"b']], [['COV', 'nowhere']]])(
  'of %j: its estimates and no other, in the order of the file',
  async (wanted) => {
    const found = await read(written, wanted);
    expect(found).toEqual(of(wanted));
    expect(found.length).toBeGreaterThan(0);
  },
);

test.each([
  ['all are wanted', written, null],
  ['laid out by another program', JSON.stringify(all), ['COV']],
  ['nothing of it is there', written, ['nowhere']],
])('%s: the file is read as a whole', async (_, text, wanted) => {
  expect(await read(text, wanted)).toEqual(all);
});
