import { describe, expect, test } from 'vitest';
import { isFault } from '../../../src/fault.ts';
import { drawWithBare } from '../../../src/publish/drawing/svg.ts';
import { figureKinds } from '../../../src/publish/figures/registry.ts';
import { NOTES, textsOf } from '../../../src/publish/figures/texts.ts';
import { buildWords } from '../../../src/publish/words/build.ts';
import type { PhraseId } from '../../../src/publish/words/phrases.ts';
import { ESTIMATES, heldBack, madeUp } from '../estimates.ts';
import { FONTS } from '../fonts.ts';
import { svgOf } from '../svg.ts';
import { testWords } from '../words.ts';
import { ALL, ENTRIES } from './entries.ts';
import { drawn, figure, LANGUAGES, textsIn } from './made.ts';

const cases = ENTRIES.flatMap((entry) => LANGUAGES.map((language) => ({ entry, kind: entry.kind, language })));

/** What kinds that draw no interval say in the place of its method. */
const WITHOUT_METHOD: Readonly<Record<string, PhraseId>> = { calendar: 'figureCellsNarrow', flow: 'figureFlow' };

test('every kind is tested here', () => {
  expect(ENTRIES.map(({ kind }) => kind)).toEqual(Object.keys(figureKinds));
});

describe.each(cases)('$kind in $language', ({ entry, language }) => {
  const words = testWords(language);

  test('compiles without a warning, and to the same bytes again', async () => {
    const svg = await svgOf(drawn(entry, ALL, words));
    expect(await svgOf(drawn(entry, ALL, words))).toBe(svg);
    expect(svg).not.toMatch(/undefined|NaN|null/);
    const both = await drawWithBare(drawn(entry, ALL, words), FONTS, NOTES);
    expect(both.svg).toBe(svg);
    expect(svg).toContain(words.title);
    expect(both.bare).not.toContain(words.title);
    expect(both.bare.length).toBeGreaterThan(svg.length / 4);
  });

  test('no text or mark reaches over the margin', async () => {
    const svg = await svgOf(drawn(entry, ALL, words));
    expect(/ width="([\d.]+)"/.exec(svg)?.[1]).toBe('672');
  });

  test('tells its subject, base, n, method and source; numbers that are made up bear their mark', () => {
    const spec = drawn(
      entry,
      ALL.map((each) => ({ ...each, simulated: true })),
      words,
    );
    const { title, notes, alt } = textsOf(spec);
    const shown = textsIn(spec).join('\n');
    expect(title).not.toBe('');
    expect(alt).toContain(title);
    expect(`${JSON.stringify(spec.title)} ${shown}`).toMatch(/n = |العدد = /);
    expect(notes.at(-1)).toBe(words.phrase('figureSource', { title: words.title }));
    const unlike = WITHOUT_METHOD[entry.kind];
    expect(notes.join('\n')).toContain(unlike === undefined ? '95' : words.phrase(unlike));
    expect(shown.replaceAll('\n', ' ')).toContain(words.phrase('simulatedWarning'));
    expect(JSON.stringify(drawn(entry, ALL, words))).not.toContain(words.phrase('simulatedWarning'));
  });

  test('nothing to draw is null', () => {
    expect(figure(entry, [], words)).toBeNull();
    expect(figure(entry, [madeUp({ indicator: 'ELSE' })], words)).toBeNull();
  });

  test('held back altogether: drawn without numbers, and compiles', async () => {
    const hidden = ALL.map((each) => heldBack('n', each));
    const spec = drawn(entry, hidden, words);
    expect(JSON.stringify(spec)).not.toMatch(/"(?:value|low|high|reference)":\d*[.\d]*[1-9]*\.\d/);
    expect(textsIn(spec).join()).toContain('[c]');
    expect(await svgOf(spec)).toContain('[c]');
  });

  test('a held-back estimate that still has numbers shows none of them', () => {
    const slipped = ALL.map((each) => ({
      ...each,
      value: 0.4321987,
      low: 0.3217654,
      high: 0.5436789,
      n: 7654321,
      quality: 'suppressed' as const,
    }));
    expect(JSON.stringify(drawn(entry, slipped, words))).not.toMatch(
      /0[.,]4321987|0[.,]3217654|0[.,]5436789|7.?654.?321|43[.,]2|4321/,
    );
  });
});

describe('Arabic with its own digits', () => {
  const cases = ENTRIES.map((entry) => ({ kind: entry.kind, entry }));
  test.each(cases)(
    '$kind has them in labels, axes, values, n and its text for those who do not see it',
    async ({ entry }) => {
      const spec = drawn(entry, ALL, testWords('ar', 'arabic'));
      const written = [...(await svgOf(spec)).matchAll(/<text[^>]*>([^<]*)/g)].map(([, text = '']) => text);
      const shown = [...written, textsOf(spec).alt].map((text) => text.replace(/[A-Za-z][\w.-]*/g, ''));
      expect(shown.join('')).toMatch(/[٠-٩]/);
      expect(shown.filter((text) => /\d/.test(text))).toEqual([]);
    },
  );
});

describe('spec', () => {
  // One mark a line, and a line for each row of data.
  const reviewed = cases.filter(({ kind, language }) => language === 'en' || (language === 'ar' && kind === 'shares'));
  test.each(reviewed)('$kind in $language', ({ entry, language }) => {
    const spec = JSON.stringify(drawn(entry, ALL, testWords(language)));
    expect(spec.replace(/(?<=[[,])\{"(?=data|transform|mark|width|hconcat|x"|y"|text")/g, '\n{"')).toMatchSnapshot();
  });
});

describe('params', () => {
  test.each([
    ['shares', {}],
    ['shares', { indicator: '' }],
    ['shares', { indicator: 'OBS', order: 'value' }],
    ['battery', { indicators: [] }],
    ['battery', { indicators: ['OBS'], title: { de: 'Titel' } }],
    ['numbers', { indicators: 'PAY' }],
    ['grouped', { indicator: 'CAN', by: 'sex', beside: { indicator: 'OBS', label: { en: 'Other' } } }],
    ['grouped', { indicator: 'CAN', beside: { indicator: 'OBS' } }],
    ['breakdown', { indicator: 'COV' }],
    ['breakdown', { indicator: 'COV', by: [] }],
    ['breakdown', { indicator: 'COV', by: 'sex', stat: 'total' }],
  ])('%s refuses %j', (kind, params) => {
    expect(figureKinds[kind]?.params.safeParse(params).success).toBe(false);
  });
});

describe('shares', () => {
  const many = Array.from({ length: 60 }, (_, place) =>
    madeUp({ indicator: 'MANY', item: `m${place}`, value: ((place * 37) % 61) / 100, low: 0, high: 0.7 }),
  );

  test('of 60 items the largest 20, in the order in which they come, and a remark', () => {
    const spec = drawn({ kind: 'shares', indicator: 'MANY' } as never, many);
    const labels = textsIn(spec).filter((text) => /^m\d+$/.test(text));
    const largest = [...many].sort((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, 20);
    expect(labels).toEqual(many.filter((each) => largest.includes(each)).map(({ item }) => item));
    expect(textsOf(spec).notes).toContain('Only the 20 largest items are drawn; 40 more are not.');
  });

  test('by value, those without one last', () => {
    const spec = drawn({ kind: 'shares', indicator: 'OBS', sort: 'value' } as never, [
      heldBack('n', { indicator: 'OBS', item: 'cost' }),
      madeUp({ indicator: 'OBS', item: 'distance', value: 0.1 }),
      madeUp({ indicator: 'OBS', item: 'papers', value: 0.3 }),
    ]);
    expect(textsIn(spec).filter((text) => text.startsWith('The '))).toEqual(
      ['The papers required\nThe distance\nThe cost'].flatMap((all) => all.split('\n')),
    );
  });

  test.each([
    ['one item', [madeUp({})], ['Share', '74.2%']],
    ['all zero', [madeUp({ value: 0, low: 0, high: 0 })], ['0.0%']],
    [
      'no interval',
      [madeUp({ low: null, high: null, level: null, quality: 'notEstimable', why: 'lonelyPsu' })],
      ['74.2% [z]', '[z] Confidence interval not estimable.'],
    ],
    [
      'not estimable',
      [madeUp({ value: null, low: null, high: null, level: null, quality: 'notEstimable', why: 'df' })],
      ['not estimable [x]'],
    ],
    [
      'caution',
      [madeUp({ quality: 'caution', why: 'precision' })],
      [
        '74.2% [!]',
        '[!] Interpret with caution: not very precise, resting on few sampled units, or a share of nobody or everybody.',
      ],
    ],
    ['simulated', [madeUp({ simulated: true })], ['Simulated data: these results do not describe any real person.']],
  ])('%s', async (_what, estimates, texts) => {
    const spec = drawn({ kind: 'shares', indicator: 'COV' } as never, estimates);
    const lines = textsIn(spec).flatMap((text) => text.split('\n'));
    for (const text of texts) expect(lines).toContain(text);
    expect(await svgOf(spec)).toContain('</svg>');
  });

  test('hostile and long labels are drawn whole, on lines that fit, and escaped', async () => {
    const hostile = `<script>alert("x")</script> & 'quotes' \u202eturned\u202c 😀 \u200f(م)\u0000 ${'long '.repeat(8)}${'w'.repeat(60)}`;
    const words = buildWords({
      language: 'en',
      title: hostile,
      indicators: new Map([['OBS', { title: hostile, base: hostile, question: '', unit: '' }]]),
      items: new Map([['OBS', new Map([['cost', hostile]])]]),
      fields: new Map(),
      levels: new Map(),
      themes: new Map(),
    });
    const spec = drawn(
      { kind: 'shares', indicator: 'OBS' } as never,
      [madeUp({ indicator: 'OBS', item: 'cost' })],
      words,
    );
    const svg = await svgOf(spec);
    expect(svg).toMatch(/ width="672"/);
    for (const unsafe of ['<script', '\u0000', '\u202e']) expect(svg).not.toContain(unsafe);
    expect(svg).toContain('&lt;script&gt;alert("x")&lt;/script&gt; &amp;');
    const label = textsIn(spec).find((text) => text.startsWith('<script>')) ?? '';
    expect(label.replace(/\s/g, '').match(/w+$/)?.[0]).toHaveLength(60);
    for (const line of label.split('\n')) expect(FONTS.width(line, 12, false)).toBeLessThanOrEqual(270);
  });
});

describe('breakdown', () => {
  const asked = { kind: 'breakdown', indicator: 'OBS', by: 'sex' };

  test('of an indicator with several items is a fault that names them', () => {
    const attempt = () => figure(asked, ESTIMATES);
    expect(attempt).toThrow(/3 items.*"item": cost, distance, papers/);
    try {
      attempt();
    } catch (error) {
      expect(isFault(error)).toBe(true);
    }
  });

  test('a number from elsewhere is a dotted line, and told', () => {
    const words = testWords('en');
    const benchmarks = [{ value: 0.515, label: 'the country, 2024' }];
    const held = { ...words, indicator: (id: string) => ({ ...words.indicator(id), benchmarks }) };
    const entry = { kind: 'breakdown', indicator: 'COV', by: ['sex'] } as never;
    const spec = drawn(entry, ESTIMATES, held);
    expect(textsOf(spec).notes).toContain('Dotted line: the country, 2024: 51.5%.');
    expect(JSON.stringify(spec)).toMatch(/"line":0\.515\}\]\},"mark":\{"type":"rule","strokeDash":\[1,2\]/);
    expect(JSON.stringify(drawn(entry, ESTIMATES))).not.toContain('[1,2]');
  });

  test('of one item is titled by it', () => {
    const spec = drawn({ ...asked, item: 'cost' } as never, ESTIMATES);
    expect(textsOf(spec).title).toBe('Main obstacles: The cost');
    expect(textsOf(spec).alt).toBe(
      'Main obstacles: The cost. Dot chart. Overall: 41.2% (36.2% to 47.2%); Women: 40.5% (35.5% to 46.5%).',
    );
  });

  test('median where asked, and no line where the whole is held back', () => {
    const pay = { kind: 'breakdown', indicator: 'PAY', stat: 'median', by: 'area' } as never;
    expect(textsOf(drawn(pay, ESTIMATES)).notes).toContain('Dashed line: overall.');
    const hidden = ESTIMATES.map((each) => (each.domain.length === 0 ? heldBack('n', each) : each));
    expect(textsOf(drawn(pay, hidden)).notes).not.toContain('Dashed line: overall.');
    expect(JSON.stringify(drawn(pay, hidden))).not.toContain('strokeDash');
  });
});

describe('bases of several indicators', () => {
  const of = (...indicators: readonly string[]) =>
    textsOf(
      drawn(
        { kind: 'ranked', indicators, title: { en: 'Both' } } as never,
        indicators.map((indicator, place) => madeUp({ indicator, n: 100 + place })),
      ),
    ).subtitle;
  test('one for all is told in words, several as each its own', () => {
    expect(of('COV', 'MOD')).toBe('Base: all people interviewed (n = 100 to 101)');
    expect(of('COV', 'PAY')).toBe('Base: that of each indicator, told in the tables (n = 100 to 101)');
  });
});

describe('grouped, with another indicator beside the two sides', () => {
  const known = (item: string, said = {}) =>
    madeUp({ indicator: 'OBS', item, value: 0.123, low: 0.1, high: 0.15, n: 77, ...said });
  const entry = {
    kind: 'grouped',
    indicator: 'CAN',
    beside: { indicator: 'OBS', label: { en: 'what people think', ar: 'الرأي' } },
  };
  const two = ALL.filter(({ indicator }) => indicator === 'CAN');
  const of = (others: readonly ReturnType<typeof madeUp>[], language: 'en' | 'ar' = 'en') =>
    drawn(entry as never, [...two, ...others], testWords(language));

  test('a third bar in a colour of its own for the items of the same name, told with its title, base and n', () => {
    const spec = of([known('harvest'), known('none', { value: 0.987 })]);
    expect(textsIn(spec).filter((text) => text === 'what people think')).toHaveLength(1);
    const shown = JSON.stringify(spec);
    expect(shown).toContain('"value":0.123');
    expect(shown).not.toContain('0.987');
    const { subtitle, notes, alt } = textsOf(spec);
    expect(subtitle).toBe(textsOf(of([])).subtitle);
    expect(notes[0]).toBe('“what people think”: Main obstacles. Base: people without insurance (n = 77).');
    expect(alt).toContain('what people think: 12.3%');
    const fills = [
      ...shown.matchAll(/"value":0\.\d+,"low":[\d.]+,"high":[\d.]+,"end":[\d.]+,"pale":false,"fill":"(#\w+)"/g),
    ];
    expect(fills).toHaveLength(5);
    expect(new Set(fills.map(([, fill]) => fill)).size).toBe(3);
  });

  test('in Arabic its label and its sentence are Arabic', () => {
    expect(textsOf(of([known('drive')], 'ar')).notes[0]).toMatch(/^«الرأي»: .*القاعدة: .*العدد = 77\)\.$/);
  });

  test('held back, it has its mark and no number', () => {
    const spec = of([heldBack('n', { indicator: 'OBS', item: 'harvest' })]);
    expect(textsIn(spec).join()).toContain('hidden [c]');
    expect(textsOf(spec).notes[0]).toBe('“what people think”: Main obstacles. Base: people without insurance.');
  });

  test('without an estimate of it, the two sides are drawn; without an item in common it is a fault', () => {
    expect(JSON.stringify(of([]))).toBe(JSON.stringify(drawn({ kind: 'grouped', indicator: 'CAN' } as never, two)));
    expect(() => of([known('none')])).toThrow(/CAN beside OBS: the two have no item of the same name.*harvest, drive/);
  });
});

describe('coefficients without stat', () => {
  const terms = ALL.filter(({ indicator }) => indicator === 'MOD');
  test('of a binomial model are odds ratios, of a gaussian one coefficients', () => {
    const asked = { kind: 'coefficients', model: 'MOD' } as never;
    expect(drawn(asked, terms)).toEqual(
      drawn({ kind: 'coefficients', model: 'MOD', stat: 'oddsRatio' } as never, terms),
    );
    const linear = terms.map((term) => ({ ...term, stat: 'coefficient' as const }));
    expect(textsOf(drawn(asked, linear)).title).toBe('A model of coverage: coefficients');
  });
});

describe('a map', () => {
  test.each([
    ['drawn by the survey (CC0).', 'Map: drawn by the survey (CC0).'],
    [{ fr: 'dessinée', en: 'drawn by us' }, 'Map: drawn by us.'],
    [{ fr: 'dessinée pour nous' }, 'Map: dessinée pour nous.'],
  ])('tells its licence %j', (licence, said) => {
    const map = { licence, tiles: { urban: [0, 0], rural: [1, 1] } };
    expect(textsOf(drawn({ kind: 'tiles', indicator: 'COV', by: 'area', map } as never, ESTIMATES)).notes).toContain(
      said,
    );
  });
});

describe('slope', () => {
  const pair = (item: string, first: number, second: number) => [
    ...[first, second].map((value, side) =>
      madeUp({ indicator: 'CAN', item: `${item}.${side}`, value, low: value - 0.03, high: value + 0.03 }),
    ),
    madeUp({ indicator: 'CAN', item, stat: 'difference', value: 100 * (second - first), low: 0, high: 50, unit: 'pp' }),
  ];
  const spec = drawn({ kind: 'slope', indicator: 'CAN' } as never, [
    ...pair('a', 0.2, 0.45),
    ...pair('b', 0.2, 0.45),
    ...pair('c', 0.3, 0.1),
  ]);

  test('lines that begin and end alike stand beside each other, with their intervals', () => {
    const values = JSON.stringify(spec);
    const lines = [...values.matchAll(/"x":([\d.]+),"x2":([\d.]+),"y":[\d.]+,"y2":[\d.]+,"colour":"[^"]*"/g)];
    const rising = lines.filter(([, x, x2]) => Number(x2) - Number(x) > 150);
    expect(rising).toHaveLength(3);
    expect(new Set(rising.map(([, x]) => x)).size).toBe(3);
    expect(lines.filter(([, x, x2]) => x === x2)).toHaveLength(6);
  });

  test('the difference stands beside each name, and what falls is told', () => {
    const lines = textsIn(spec).flatMap((text) => text.replace(/\u00a0/g, ' ').split('\n'));
    expect(lines.filter((text) => /^[+\u2212]\d/.test(text))).toEqual(['+25.0 pp', '+25.0 pp', '\u221220.0 pp']);
    expect(textsOf(spec).notes).toContain('Dashed: what goes down.');
    expect(textsOf(spec).alt).toMatch(/ a: Difference: 25\.0\spp \(/);
  });
});

describe('right to left', () => {
  test('axes are reversed, labels and titles stand at the right', () => {
    const spec = JSON.stringify(drawn({ kind: 'shares', indicator: 'OBS' } as never, ESTIMATES, testWords('ar')));
    const [, from, to] = /"range":\[([\d.]+),([\d.]+)\]/.exec(spec) ?? [];
    expect(Number(from)).toBeGreaterThan(Number(to));
    expect(spec).toContain('"anchor":"end"');
    expect(spec).toContain('"x":640');
  });
});
