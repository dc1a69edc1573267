import { expect, test } from 'vitest';
import type { DomainPart } from '../../src/table/estimate.ts';
import { estimateKey } from '../../src/table/estimate.ts';

const sex: DomainPart = { field: 'sex', level: 'female' };

test.each<[indicator: string, stat: string, item: string, domain: DomainPart[], key: string]>([
  ['SOP01', '', '', [], 'SOP01'],
  ['SOP01', 'median', '', [], 'SOP01/median'],
  ['SOP01', '', 'yes', [], 'SOP01:yes'],
  ['SOP01', '', 'yes', [sex], 'SOP01:yes|sex=female'],
  ['SOP01', 'share', 'yes', [sex, { field: 'region', level: '1' }], 'SOP01/share:yes|sex=female&region=1'],
  ['SOP01', '', '', [{ field: 'region', level: 'Fès & Meknès|1' }], 'SOP01|region=F%C3%A8s%20%26%20Mekn%C3%A8s%7C1'],
  ['a/b:c', '', 'x=y', [], 'a%2Fb%3Ac:x%3Dy'],
])('%s %s %s', (indicator, stat, item, domain, key) => {
  expect(estimateKey(indicator, stat, item, domain)).toBe(key);
});
