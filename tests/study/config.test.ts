import { describe, expect, test } from 'vitest';
import { config } from '../../src/study/config.ts';

describe('the time zone of a study', () => {
  test.each<[name: string, zone: string, known: boolean]>([
    ['a zone', 'Africa/Casablanca', true],
    ['an older name of a zone', 'Asia/Calcutta', true],
    ['no zone at all', 'UTC', true],
    ['a misspelt zone', 'Afrique/Casablanca', false],
    ['nothing', '', false],
  ])('%s', (_, zone, known) => {
    expect(config.shape.timeZone.safeParse(zone).success).toBe(known);
  });

  test('left out it is UTC', () => {
    expect(config.shape.timeZone.parse(undefined)).toBe('UTC');
  });
});
