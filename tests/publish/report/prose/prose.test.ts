import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkProse, type Ground } from '../../../../src/publish/report/prose/check.ts';
import { type Filling, fillProse } from '../../../../src/publish/report/prose/fill.ts';
import { plainText, proseParts } from '../../../../src/publish/report/prose/markdown.ts';
import { parseProse } from '../../../../src/publish/report/prose/tags.ts';
import { type DomainPart, type Estimate, estimateKey, NO_NUMBERS } from '../../../../src/table/estimate.ts';
import { testWords } from '../../words.ts';

const words = testWords('en');

function estimate(indicator: string, stat: Estimate['stat'], numbers: Partial<Estimate> = {}): Estimate {
  const { item = '', domain = [] } = numbers;
  return {
    ...NO_NUMBERS,
    key: estimateKey(indicator, numbers.key ?? '', item, domain),
    indicator,
    stat,
    item,
    table: 'main',
    unit: '',
    method: 't',
    quality: 'good',
    why: '',
    simulated: false,
    ...numbers,
    domain,
    ...(numbers.key === undefined ? {} : { key: estimateKey(indicator, numbers.key, item, domain) }),
  };
}

const of = (field: string, level: string): readonly DomainPart[] => [{ field, level }];
const SHARE = { value: 0.5993, low: 0.544, high: 0.652, n: 478 };
const ESTIMATES = [
  estimate('SOP01', 'share', SHARE),
  estimate('SOP01', 'share', { ...SHARE, value: 0.071, low: 0.05, high: 0.1, domain: of('sex', 'female') }),
  estimate('SOP01', 'share', { domain: of('sex', 'male'), quality: 'suppressed', why: 'n' }),
  estimate('MIG01', 'mean', { value: 4.53, low: 4.15, high: 4.92, n: 496 }),
  estimate('SKT05.n', 'share', { value: 0.3, low: 0.2, high: 0.4, n: 20 }),
  estimate('INT02', 'share', { value: 0.4, low: 0.3, high: 0.5, n: 9, item: 'a' }),
  estimate('INT02', 'share', { value: 0.6, low: 0.5, high: 0.7, n: 9, item: 'b' }),
  estimate('M3', 'oddsRatio', { value: 1.6, low: 1.2, high: 2.3, n: 300, item: 'x', key: 'oddsRatio' }),
  estimate('contrast', 'difference', {
    value: 0.67,
    low: 0.59,
    high: 0.74,
    unit: '%',
    item: 'SOP01',
    domain: of('sex', 'female-male'),
  }),
  estimate('contrast', 'difference', {
    value: 0.01,
    low: -0.05,
    high: 0.07,
    unit: '%',
    item: 'MIG01',
    domain: of('sex', 'female-male'),
  }),
];

const ids = new Set(['SOP01', 'MIG01', 'SKT05', 'SKT05.n', 'INT02', 'M3', 'contrast']);
const ground: Ground = {
  ids,
  breakdowns: () => [['sex'], ['age', 'sex']],
  levels: (field) => (field === 'sex' ? ['female', 'male'] : null),
  comparable: (id) => id !== 'M3',
  figures: new Set(['F01']),
  tables: new Set(['T01']),
  parameters: new Set(['days']),
};

function filling(estimates: readonly Estimate[] = ESTIMATES): Filling {
  return {
    ids,
    estimates: new Map(estimates.map((each) => [each.key, each])),
    parameter: () => '1,320',
    see: (id) => ({ text: `figure ${id}`, target: `figure-${id}` }),
    figure: () => [],
    table: () => [],
    part: () => 'part',
  };
}

function told(text: string, estimates = ESTIMATES): string {
  const prose = parseProse(text, 'schemas/report/en.md');
  checkProse(prose, ground);
  const parts = proseParts(fillProse(prose, filling(estimates), words), 'en', (wished) => wished);
  return parts
    .map((part) => (part.kind === 'paragraph' || part.kind === 'heading' ? plainText(part.text) : part.kind))
    .join('\n');
}

describe('tags', () => {
  test.each([
    ['{{SOP01}}', '60%'],
    ['{{SOP01|sex=female}}', '7.1%'],
    ['{{SOP01.ci}}', 'between 54% and 65%'],
    ['{{SOP01.n}}', '478'],
    ['{{SOP01.value}}', '60%'],
    ['{{SOP01.low|sex=female}}', '5.0%'],
    ['{{MIG01}}', '4.53'],
    ['{{SKT05.n}}', '30%'],
    ['{{SKT05.n.n}}', '20'],
    ['{{M3/oddsRatio:x}}', '1.60'],
    ['{{gap SOP01|sex=female vs sex=male}}', '67 points'],
    ['{{gap.ci SOP01 sex=female vs male}}', 'between 59 and 74'],
    ['{{compare SOP01 sex=female vs male : more | less | as}}', 'more'],
    ['{{compare MIG01|sex=female than MIG01|sex=male : more | less | as}}', 'as'],
    ['{{compare SOP01 sex=female vs male}}', 'a gap of 67 points (between 59 and 74)'],
    ['{{compare M3/oddsRatio:x : up | down | neither}}', 'up'],
    ['{{higher SOP01|sex=female than SOP01|sex=male : higher}}', 'higher'],
    ['{{top INT02 1}}', 'b (60%)'],
    ['{{top INT02 5}}', 'b (60%) and a (40%)'],
    ['{{parameter days}}', '1,320'],
    ['{{see F01}}', 'figure F01'],
    ['{{interviews}}', 'part'],
    ['a <b> & *c* {{SOP01}}', 'a <b> & c 60%'],
    ['{{?}}x {{SOP01|sex=male}}{{:}}too few{{/}}', 'too few'],
    ['{{?}}x {{SOP01}}{{:}}too few{{/}}', 'x 60%'],
    ['y{{?}}{{SOP01|sex=male}}{{/}}', 'y'],
    ['', ''],
  ])('%s reads %s', (text, expected) => {
    expect(told(text)).toBe(expected);
  });

  test.each([
    ['a\n\n{{SOP1}}', /^schemas\/report\/en\.md:3: .*did you mean 'SOP01'/],
    ['{{SOP01|sx=female}}', /:1: .*not broken down by sx; did you mean 'sex'/],
    ['{{SOP01|sex=femal}}', /:1: sex has no level 'femal'; did you mean 'female'/],
    ['\n{{SOP01|sex=male}}', /:2: .*is suppressed: it rests on few people/],
    ['{{SOP01:none}}', /:1: .*there is no estimate SOP01:none/],
    ['<!-- two\nlines -->\n{{figure F02}}', /:3: there is no figure 'F02'; did you mean 'F01'/],
    ['{{tabel SOP01}}', /:1: .*did you mean 'table'/],
    ['{{table T02}}', /:1: there is no table 'T02'/],
    ['{{parameter day}}', /:1: there is no parameter 'day'; did you mean 'days'/],
    ['{{compare SOP01 sex=female vs male : a | b}}', /:1: .*three wordings are wanted/],
    ['{{compare M3 sex=female vs male}}', /:1: M3 cannot be compared/],
    ['{{compare SOP01|sex=female vs MIG01|sex=male}}', /:1: .*compares two different things/],
    ['{{SOP01', /:1: a tag {{ is not closed/],
    ['{{?}}a', /:1: the passage {{\?}} is not closed/],
    ['{{:}}', /:1: {{:}} without a {{\?}}/],
    ['{{top INT02}}', /:1: .*how many is missing/],
    ['{{gap SOP01}}', /:1: .*is no comparison/],
  ])('%s is a fault that names file and line', (text, expected) => {
    expect(() => told(text)).toThrow(expected);
  });

  test('comparisons that the prose tells are made known, once each', () => {
    const prose = parseProse('{{gap SOP01 sex=female vs male}} {{compare SOP01|sex=female vs sex=male}}', 'x.md');
    expect(checkProse(prose, ground)).toEqual([{ of: 'SOP01', field: 'sex', level: 'female', against: 'male' }]);
  });

  test('a stated direction that its numbers no longer bear out is told, and marked in the text', () => {
    const changed = ESTIMATES.map((each) =>
      each.indicator === 'contrast' ? { ...each, value: 0, low: -0.1, high: 0.1 } : each,
    );
    const prose = parseProse('a\n{{higher SOP01 sex=female vs male : is higher}}', 'en.md');
    expect(fillProse(prose, filling(), words).disagreements).toEqual([]);
    const filled = fillProse(prose, filling(changed), words);
    expect(filled.disagreements).toEqual([{ place: 'en.md:2', words: 'is higher', found: 'similar' }]);
    expect(told('{{higher SOP01 sex=female vs male : is higher}}', changed)).toContain('to be revised');
  });
});

describe('the study’s prose types no number', () => {
  // Years, the benchmark of the terms of reference, names of files and of scales: what no estimate can give.
  const KNOWN = /2024|250|173|A2/g;
  test.each(['fr', 'en', 'ar'])('%s', (language) => {
    const path = `schemas/report/${language}.md`;
    expect(existsSync(path)).toBe(true);
    const bare = readFileSync(path, 'utf8')
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/\{\{[\s\S]*?\}\}/g, '')
      .replace(KNOWN, '');
    expect(bare.split('\n').filter((line) => /[0-9٠-٩]/.test(line))).toEqual([]);
  });
});
