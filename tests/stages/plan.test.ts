import { describe, expect, test } from 'vitest';
import type { StageRecord } from '../../src/stages/plan.ts';
import { artifactsOf, inputsOf, readState, staleness } from '../../src/stages/plan.ts';
import { sha256 } from '../../src/table/sha.ts';
import { memoryDisk, studyOf, toyStages } from './toys.ts';

const [ingest, validate] = toyStages;
const none = new Map<string, Readonly<Record<string, string>>>();

describe('readState', () => {
  test.each<[name: string, text: string | null, state: object]>([
    ['none', null, {}],
    [
      'a state',
      '{"ingest": {"inputs": {}, "outputs": {}, "tally": {}}}',
      { ingest: { inputs: {}, outputs: {}, tally: {} } },
    ],
    ['one cut short', '{"ingest": {', {}],
    ['an empty file', '', {}],
  ])('%s', async (_, text, state) => {
    const files = new Map<string, string>(text === null ? [] : [['/study/.pipeline/state.json', text]]);
    expect(await readState(memoryDisk(files), '/study')).toEqual(state);
  });
});

describe('inputsOf', () => {
  const disk = memoryDisk(new Map([['/study/data-raw/in.txt', 'x']]));

  test('the program, what is declared, the files that people bring', async () => {
    expect(await inputsOf(ingest!, studyOf({ form: 'f', checks: 'k' }), disk, none)).toEqual({
      'the program': 'p1',
      'schemas/form.json': 'f',
      'data-raw/in.txt': sha256('x'),
    });
  });

  test('a file that is not there is absent', async () => {
    expect(await inputsOf(ingest!, studyOf(), memoryDisk(new Map()), none)).toEqual({
      'the program': 'p1',
      'data-raw/in.txt': 'absent',
    });
  });

  test('what an earlier stage made, whatever the order of its files', async () => {
    const of = (files: Record<string, string>) => inputsOf(validate!, studyOf(), disk, new Map([['raw', files]]));
    const one = await of({ a: '1', b: '2' });
    expect(Object.keys(one)).toEqual(['the program', 'what raw holds']);
    expect(await of({ b: '2', a: '1' })).toEqual(one);
    expect(await of({ a: '1', b: '3' })).not.toEqual(one);
    expect(await of({ a: '1' })).not.toEqual(one);
    expect(await inputsOf(validate!, studyOf(), disk, none)).not.toEqual(one);
  });
});

describe('staleness', () => {
  const record: StageRecord = {
    inputs: { 'the program': 'p', 'in.csv': 'h' },
    outputs: { raw: { 'out.csv': sha256('out') } },
    tally: {},
  };
  const inputs = { 'the program': 'p', 'in.csv': 'h' };
  const kept = () => new Map([['/study/out.csv', 'out']]);

  test.each<
    [
      name: string,
      record: StageRecord | undefined,
      inputs: Record<string, string>,
      files: Map<string, string>,
      reasons: string[],
    ]
  >([
    ['up to date', record, inputs, kept(), []],
    ['never run', undefined, inputs, kept(), ['it has not run yet']],
    ['a changed input', record, { ...inputs, 'in.csv': 'h2' }, kept(), ['in.csv changed']],
    ['an input whose file is gone', record, { ...inputs, 'in.csv': 'absent' }, kept(), ['in.csv is gone']],
    ['an input that is no more declared', record, { 'the program': 'p' }, kept(), ['in.csv is gone']],
    ['a new input', record, { ...inputs, 'b.csv': 'h' }, kept(), ['b.csv is new']],
    ['a missing output', record, inputs, new Map(), ['out.csv is missing']],
    ['a changed output', record, inputs, new Map([['/study/out.csv', 'mine']]), ['out.csv was changed since']],
    ['no output', { ...record, outputs: {} }, inputs, new Map(), []],
    [
      'several reasons, inputs first',
      record,
      { 'the program': 'p2', 'in.csv': 'h' },
      new Map(),
      ['the program changed', 'out.csv is missing'],
    ],
  ])('%s', async (_, before, now, files, reasons) => {
    expect(await staleness(before, now, '/study', memoryDisk(files))).toEqual(reasons);
  });
});

describe('artifactsOf', () => {
  test('files of each artifact that a stage writes', () => {
    const record: StageRecord = { inputs: {}, outputs: { raw: { a: '1' } }, tally: {} };
    expect(artifactsOf(ingest!, record)).toEqual([['raw', { a: '1' }]]);
    expect(artifactsOf(ingest!, undefined)).toEqual([['raw', {}]]);
  });
});
