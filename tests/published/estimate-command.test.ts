import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { type EstimateCommandOptions, estimate } from '../../src/commands/estimate.ts';
import { testWorld } from '../world.ts';

const exports = fileURLToPath(new URL('../../../shared/exports', import.meta.url));

interface Reference {
  readonly dataset: string;
  readonly design: string;
  readonly estimate: string;
  readonly value: string;
  readonly se: string;
  readonly ci_low: string;
  readonly ci_high: string;
}

const referencesOf = (folder: string): readonly Reference[] =>
  Papa.parse<Reference>(readFileSync(`${exports}/${folder}/reference_estimates.csv`, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data;

/** What the designs and estimates of the reference are as options; a share and its level are matched by `level`. */
const DESIGNS: Readonly<Record<string, EstimateCommandOptions>> = {
  'id=~1,strata=~stype,weights=~pw,fpc=~fpc': { strata: 'stype', weights: 'pw', fpc: 'fpc' },
  'id=~dnum,weights=~pw,fpc=~fpc': { psu: 'dnum', weights: 'pw', fpc: 'fpc' },
  'two-stage id=~dnum+snum,fpc=~fpc1+fpc2': { psu: 'dnum,snum', fpc: 'fpc1,fpc2' },
  'id=~1,fpc=~fpc': { fpc: 'fpc' },
  'id=~psuid,strata=~stratid,weights=~weight,nest': { psu: 'psuid', strata: 'stratid', weights: 'weight', nest: true },
  'same with fpc=~Nh': { psu: 'psuid', strata: 'stratid', weights: 'weight', nest: true, fpc: 'Nh' },
  'id=~ambulance,strata=~ESA,prob=1,nest': { psu: 'ambulance', strata: 'ESA', nest: true },
  'id=psuid,strata=stratid,weights=finalwgt,nest': { psu: 'psuid', strata: 'stratid', weights: 'finalwgt', nest: true },
  'weights=PONDERA only (no public design variables; SE = with-replacement SRS)': { weights: 'PONDERA' },
};
const CLUSTERS = { psu: 'dnum', weights: 'pw', fpc: 'fpc' };
const POST = { ...CLUSTERS, margin: ['stype: E=4421, H=755, M=1018'] };
const RAKED = { ...CLUSTERS, margin: [...POST.margin, 'sch.wide: No=1072, Yes=5122'] };

interface Question {
  readonly options: EstimateCommandOptions;
  /** Picks the line: the level of a share, or the group. */
  readonly pick?: string;
  readonly deff?: boolean;
}

const EMPLOYMENT: Readonly<Record<string, EstimateCommandOptions>> = {
  'total PONDERA': { total: ['1'] },
  'employment rate (ESTADO=1 over all)': { mean: ['${ESTADO} = 1'] },
  'activity rate': { mean: ['${ESTADO} = 1 or ${ESTADO} = 2'] },
  'unemployment rate (2 over 1+2)': { ratio: ['${ESTADO} = 2 / ${ESTADO} = 1 or ${ESTADO} = 2'] },
};

function questionOf(text: string): Question {
  const level = /^(?:mean|share) (\w+) \[(?:\w+|factor\(\w+\))(\w)\]$/.exec(text);
  if (level !== null) return { options: { proportion: [level[1]!], ci: 'mean' }, pick: level[2]! };
  const by = /^mean (\w+) by (\w+) (\w+)$/.exec(text);
  if (by !== null) return { options: { mean: [by[1]!], by: by[2]! }, pick: by[3]! };
  const domain = /^mean (\w+), ([\w.]+)=(\w+)$/.exec(text);
  if (domain !== null) {
    const value = /^\d+$/.test(domain[3]!) ? domain[3]! : `'${domain[3]}'`;
    return { options: { mean: [domain[1]!], where: `\${${domain[2]}} = ${value}` } };
  }
  const employment = EMPLOYMENT[text];
  if (employment !== undefined) return { options: employment };
  const [, kind, name] = /^(deff mean|mean|total|ratio) (\S+)/.exec(text)!;
  if (kind === 'deff mean') return { options: { mean: [name!] }, deff: true };
  return { options: { [kind!]: [name!] } };
}

function designOf(text: string): EstimateCommandOptions {
  if (text.includes('post-stratified')) return POST;
  return text.includes('raked') ? RAKED : DESIGNS[text]!;
}

interface Told {
  readonly estimates: readonly {
    readonly level: string;
    readonly group: Record<string, string>;
    readonly estimate: number;
    readonly se: number;
    readonly low: number;
    readonly high: number;
    readonly deffWithoutReplacement: number;
  }[];
}

/** Ten digits are given; R raked until weights moved by less than one, we until margins fit. */
const near = (ours: number | undefined, theirs: string, tolerance: number): boolean =>
  ours !== undefined && Math.abs(ours - Number(theirs)) <= tolerance * Math.max(1e-300, Math.abs(Number(theirs)));

describe.each(['r-survey-api', 'samplics-nhanes2', 'argentina-eph-labour'])('pipeline estimate on %s', (folder) => {
  const there = existsSync(`${exports}/${folder}/reference_estimates.csv`);
  test.skipIf(there)('is skipped: the exports are not beside the project', () => {
    expect(there).toBe(false);
  });
  test.each(there ? referencesOf(folder) : [])('$dataset, $design: $estimate', async (reference) => {
    const world = testWorld(exports);
    const { options, pick, deff } = questionOf(reference.estimate);
    const file = `${exports}/${folder}/${reference.dataset}.csv`;
    await estimate(world, file, { ...designOf(reference.design), ...options, json: true });
    const { estimates } = JSON.parse(world.said.join('')) as Told;
    const found = estimates.find(
      ({ level, group }) => pick === undefined || level === pick || Object.values(group).includes(pick),
    );
    const tolerance = reference.design.includes('raked') ? 2e-5 : 1e-9;
    if (deff === true) {
      expect(near(found?.deffWithoutReplacement, reference.value, tolerance)).toBe(true);
      return;
    }
    expect([found?.estimate, near(found?.estimate, reference.value, tolerance)]).toEqual([found?.estimate, true]);
    const certain = Number(reference.se) === 0;
    const se = certain ? Math.abs(found!.se) < 1e-12 : near(found?.se, reference.se, tolerance);
    expect([found?.se, se]).toEqual([found?.se, true]);
    // R gives a share without error an interval without width; ours is never that.
    if (reference.ci_low === '' || certain) return;
    expect([found?.low, near(found?.low, reference.ci_low, 10 * tolerance)]).toEqual([found?.low, true]);
    expect([found?.high, near(found?.high, reference.ci_high, 10 * tolerance)]).toEqual([found?.high, true]);
  });
});
