import { describe, expect, test } from 'vitest';
import { tabulationOf } from '../../src/indicators/base.ts';
import { contrastOf } from '../../src/indicators/contrasts.ts';
import { breakdownOf, everybody } from '../../src/indicators/domains.ts';
import type { Computed } from '../../src/indicators/estimate.ts';
import { estimatesOf } from '../../src/indicators/estimate.ts';
import { published } from '../../src/indicators/hide.ts';
import type { CountedMeasure, Standing } from '../../src/indicators/indicator.ts';
import type { PublicationRules } from '../../src/indicators/quality.ts';
import { waveChanges } from '../../src/indicators/waves.ts';
import { design } from '../../src/survey/design.ts';
import type { CodeColumn } from '../../src/table/column.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { DONT_KNOW, NOT_ASKED } from '../../src/table/states.ts';

const rules: PublicationRules = { minimum: 5, precision: null, secondary: true };

type Said = Readonly<Record<string, number>>;

/** People one by one, as parts of [how many, sex, what else is said of them]. */
interface Group {
  readonly rows: number;
  readonly sex: readonly number[];
  readonly said: readonly Said[];
}

function groupOf(...parts: readonly (readonly [count: number, sex: 1 | 2, said?: Said])[]): Group {
  const each = parts.flatMap(([count, sex, said = {}]) => Array.from({ length: count }, () => ({ sex, said })));
  return { rows: each.length, sex: each.map(({ sex }) => sex), said: each.map(({ said }) => said) };
}

const columnOf = ({ said }: Group, name: string) => Float64Array.from(said, (each) => each[name] ?? 0);

/** Answered where it was said at all; don't know where it is −1, not asked where it is missing. */
function standingOf({ said }: Group, name: string): Standing {
  return Uint8Array.from(said, ({ [name]: value }) => (value === undefined ? NOT_ASKED : value === -1 ? DONT_KNOW : 0));
}

/** Weights of many digits, under which no two numbers are equal by chance, and none, under which many are. */
const weighings: Readonly<Record<string, (row: number) => number>> = {
  weighted: (row) => 1 + ((row * 7919) % 101) / 64,
  unweighted: () => 1,
};
let weightOf = weighings.weighted!;

const sampleOf = ({ rows }: Group) =>
  design({ rows, weights: Float64Array.from({ length: rows }, (_, row) => weightOf(row)) });

function bySex(group: Group) {
  const column: CodeColumn = {
    ...{ name: 'sex', type: 'one', values: Uint8Array.from(group.sex), states: new Uint8Array(group.rows) },
    ...{ raw: new Map(), answers: ['', 'f', 'm'], options: ['f', 'm'] },
  };
  return breakdownOf([column], null, group.rows);
}

const subjectOf = (indicator: string, measures: readonly CountedMeasure[]) => ({
  ...{ indicator, table: 'main', unit: '', level: 0.95, simulated: false },
  single: new Set(measures.map(({ stat }) => stat)).size === 1,
});

/** An indicator for everybody and by sex. */
function tabled(group: Group, indicator: string, measures: readonly CountedMeasure[]): readonly Computed[] {
  const made = sampleOf(group);
  const tabulation = tabulationOf(made, [everybody(group.rows), bySex(group)], null);
  return estimatesOf(subjectOf(indicator, measures), made, measures, tabulation);
}

const ones = (standing: Standing) => Float64Array.from(standing, (state) => (state < 2 ? 1 : 0));
const within = (standing: Standing, values: Float64Array) => values.map((x, row) => (standing[row]! < 2 ? x : 0));
const of = (
  stat: 'share' | 'mean' | 'total' | 'ratio',
  standing: Standing,
  values: Float64Array,
  more: { item?: string; below?: Float64Array } = {},
): CountedMeasure => ({
  ...{ item: more.item ?? '', stat, standing, numerator: within(standing, values) },
  denominator: more.below === undefined ? ones(standing) : within(standing, more.below),
});
const all = (group: Group): Standing => new Uint8Array(group.rows);

/** Weighted numerator and base of a shown row; NaN of one that is not. */
const sum = (row: Estimate | undefined) => (row?.value ?? Number.NaN) * (row?.weighted ?? Number.NaN);
const base = (row: Estimate | undefined) => row?.weighted ?? Number.NaN;
const value = (row: Estimate | undefined) => row?.value ?? Number.NaN;
type Shown = (key: string) => Estimate | undefined;

interface Attack {
  readonly computed: readonly Computed[];
  /** The number to be had, and how a reader would have it from what is shown. */
  readonly secret: string;
  readonly from: (shown: Shown) => number;
}

const few = groupOf([40, 1, { x: 3, y: 5, yes: 1 }], [40, 1, { x: 1, y: 2, yes: 0 }], [3, 2, { x: 9, y: 4, yes: 1 }]);

const attacks: Readonly<Record<string, () => Attack>> = {
  total: () => ({
    computed: tabled(few, 'T', [of('total', all(few), columnOf(few, 'x'))]),
    secret: 'T|sex=m',
    from: (shown) => value(shown('T')) - value(shown('T|sex=f')),
  }),
  'mean by a total': () => ({
    computed: [
      ...tabled(few, 'T', [of('total', all(few), columnOf(few, 'x'))]),
      ...tabled(few, 'M', [of('mean', all(few), columnOf(few, 'x'))]),
    ],
    secret: 'M|sex=m',
    from: (shown) => (value(shown('T')) - sum(shown('M|sex=f'))) / (base(shown('M')) - base(shown('M|sex=f'))),
  }),
  'ratio by its totals': () => ({
    computed: [
      ...tabled(few, 'R', [of('ratio', all(few), columnOf(few, 'x'), { below: columnOf(few, 'y') })]),
      ...tabled(few, 'X', [of('total', all(few), columnOf(few, 'x'))]),
      ...tabled(few, 'Y', [of('total', all(few), columnOf(few, 'y'))]),
    ],
    secret: 'R|sex=m',
    from: (shown) => (value(shown('X')) - value(shown('X|sex=f'))) / (value(shown('Y')) - value(shown('Y|sex=f'))),
  }),
  'base of a median': () => ({
    computed: tabled(few, 'Q', [
      { item: '', stat: 'median', standing: all(few), values: columnOf(few, 'x'), probability: 0.5 },
    ]),
    secret: 'n of Q|sex=m',
    from: (shown) => (shown('Q')?.n ?? Number.NaN) - (shown('Q|sex=f')?.n ?? Number.NaN),
  }),
  classes: () => {
    const group = groupOf(
      [40, 1, { x: 1 }],
      [40, 1, { x: 2 }],
      [40, 1, { x: 3 }],
      [20, 2, { x: 1 }],
      [20, 2, { x: 2 }],
      [3, 2, { x: 3 }],
    );
    const inClass = (k: number) => columnOf(group, 'x').map((x) => (x === k ? 1 : 0));
    return {
      computed: tabled(
        group,
        'C',
        [1, 2, 3].map((k) => of('share', all(group), inClass(k), { item: `${k}..${k + 1}` })),
      ),
      secret: 'C:3..4|sex=m',
      from: (shown) => 1 - value(shown('C:1..2|sex=m')) - value(shown('C:2..3|sex=m')),
    };
  },
  'bounds: nobody says yes': () => {
    const group = groupOf([40, 1, { yes: 1 }], [40, 1, { yes: 0 }], [4, 2, { yes: 0 }], [8, 2, { yes: -1 }]);
    const known = standingOf(group, 'yes');
    const yes = columnOf(group, 'yes').map((x) => (x === 1 ? 1 : 0));
    const dkYes = columnOf(group, 'yes').map((x) => (x === 0 ? 0 : 1));
    return {
      computed: tabled(group, 'B', [
        of('share', known, yes),
        of('share', all(group), yes, { item: 'dkNo' }),
        of('share', all(group), dkYes, { item: 'dkYes' }),
      ]),
      secret: 'B|sex=m',
      from: (shown) => value(shown('B:dkNo|sex=m')),
    };
  },
  'multidimensional: the base of A is who is in H': () => {
    const group = groupOf(
      [30, 1, { poor: 1, part: 0.6 }],
      [40, 1, { poor: 0 }],
      [3, 2, { poor: 1, part: 0.8 }],
      [30, 2, { poor: 0 }],
    );
    const poor = columnOf(group, 'poor');
    const ofPoor = Uint8Array.from(poor, (is) => (is === 1 ? 0 : NOT_ASKED));
    return {
      computed: tabled(group, 'V', [
        of('share', all(group), poor, { item: 'H' }),
        of('ratio', ofPoor, columnOf(group, 'part'), { item: 'A', below: poor }),
        of('mean', all(group), columnOf(group, 'part'), { item: 'M0' }),
      ]),
      secret: 'V/share:H|sex=m',
      from: (shown) =>
        (sum(shown('V/share:H')) - base(shown('V/ratio:A|sex=f'))) /
        (base(shown('V/mean:M0')) - base(shown('V/mean:M0|sex=f'))),
    };
  },
  'a share by the base of another table': () => {
    const group = groupOf(
      [40, 1, { yes: 1, z: 1 }],
      [40, 1, { yes: 0 }],
      [30, 2, { yes: 1, z: 0 }],
      [12, 2, { yes: 1, z: 1 }],
      [3, 2, { yes: 0 }],
    );
    return {
      computed: [
        ...tabled(group, 'P', [of('share', all(group), columnOf(group, 'yes'))]),
        ...tabled(group, 'M', [
          of(
            'mean',
            all(group),
            Float64Array.from(group.sex, (_, row) => row),
          ),
        ]),
        ...tabled(group, 'Z', [of('share', standingOf(group, 'z'), columnOf(group, 'z'))]),
      ],
      secret: 'P|sex=m',
      from: (shown) => base(shown('Z|sex=m')) / base(shown('M|sex=m')),
    };
  },
  'change between waves': () => {
    const group = groupOf([40, 1, { yes: 1 }], [40, 1, { yes: 0 }], [3, 2, { yes: 1 }], [60, 2, { yes: 0 }]);
    const measure = of('share', all(group), columnOf(group, 'yes'));
    return {
      computed: [
        ...tabled(group, 'W', [measure]),
        ...waveChanges(subjectOf('W', [measure]), sampleOf(group), measure, bySex(group), null),
      ],
      secret: 'W|sex=m',
      from: (shown) => value(shown('W|sex=f')) + value(shown('W/difference:m-f')),
    };
  },
  contrast: () => {
    const measure = of('mean', all(few), columnOf(few, 'x'));
    const gap = contrastOf(
      { indicator: 'contrast', item: 'M', field: 'sex', level: 'm', against: 'f' },
      subjectOf('M', [measure]),
      sampleOf(few),
      measure,
      bySex(few),
      null,
    );
    return {
      computed: [...tabled(few, 'M', [measure]), ...(gap === null ? [] : [gap])],
      secret: 'M|sex=m',
      from: (shown) => value(shown('M|sex=f')) + value(shown(gap?.key ?? '')),
    };
  },
};

function attacked({ computed, secret, from }: Attack, by: PublicationRules) {
  const visible = new Map(published(computed, by).map((one) => [one.key, one]));
  const found = from((key) => (visible.get(key)?.quality === 'suppressed' ? undefined : visible.get(key)));
  const key = secret.replace(/^n of /, '');
  const one = computed.find((each) => each.key === key);
  const truth = secret.startsWith('n of ') ? one?.n : one?.value;
  return { found, truth: truth ?? Number.NaN, hidden: visible.get(key)?.quality === 'suppressed' };
}

const ways = Object.entries(attacks).flatMap(([name, attack]) =>
  Object.entries(weighings).map(([how, weighing]) => [`${name}, ${how}`, attack, weighing] as const),
);

describe.each(ways)('%s', (_, attack, weighing) => {
  test('is had from what the rules leave by themselves', () => {
    weightOf = weighing;
    const { computed, ...rest } = attack();
    // Gaps know their sides by themselves; here they are shown as if they did not.
    const naive = computed.map(({ sides, groups, ...one }) => one);
    const { found, truth, hidden } = attacked({ computed: naive, ...rest }, { ...rules, secondary: false });
    expect(hidden).toBe(true);
    expect(found).toBeCloseTo(truth, 9);
  });

  test('is not had from what is published', () => {
    weightOf = weighing;
    const { found, truth, hidden } = attacked(attack(), rules);
    expect(hidden).toBe(true);
    expect(Number.isNaN(found) || Math.abs(found - truth) > 1e-6).toBe(true);
  });
});
