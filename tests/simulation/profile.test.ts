import { expect, test } from 'vitest';
import { profileSchema } from '../../src/simulation/profile.ts';
import { checked } from '../../src/study/check.ts';
import { smallProfile } from './small.ts';

const read = (change: object) => checked(profileSchema, { ...smallProfile, ...change }, 'schemas/simulation.json');

test('a profile is read, with what it leaves out', () => {
  const profile = read({});
  expect(profile.sampleSeed).toBe(1);
  expect(profile.decided.share).toBe(50);
  expect(read({ decided: undefined }).decided.share).toBe(0);
});

test.each<[string, object, string]>([
  ['an ICC of 1', { icc: 1 }, 'schemas/simulation.json › icc: '],
  ['a misspelt key', { outcome: [] }, "unknown key 'outcome'. Did you mean 'outcomes'?"],
  [
    'outcomes that are not 100 %',
    { outcomes: [{ id: 'complete', share: 80 }] },
    'outcomes: the shares must add up to 100',
  ],
  ['a share over 100', { nonresponse: { default: 130 } }, 'nonresponse › default: a share is 0 to 100'],
  [
    'a standard deviation of 0',
    { answers: { age: { normal: { mean: 3, sd: 0 } } } },
    'answers › age › normal › sd: must be above 0',
  ],
  ['no way to draw', { answers: { age: { assumed: true } } }, 'answers › age: one of choices, options'],
  ['a triangle upside down', { answers: { age: { triangular: { low: 9, mode: 3, high: 2 } } } }, 'low <= mode <= high'],
  ['weights that are all 0', { answers: { age: { choices: { a: 0 } } } }, 'some weight must be above 0'],
  [
    'a loading over 1',
    { answers: { age: { value: '1', loadings: { skill: 1.2 } } } },
    'answers › age › loadings › skill',
  ],
  [
    'fieldwork that ends before it begins',
    { fieldwork: { ...smallProfile.fieldwork, to: '2020-01-01' } },
    'from comes before to',
  ],
  [
    'a date that is none',
    { fieldwork: { ...smallProfile.fieldwork, to: '01/02/2026' } },
    'a date as YYYY-MM-DD is expected',
  ],
])('%s is a fault with its place', (_, change, message) => {
  expect(() => read(change)).toThrow(message);
});
