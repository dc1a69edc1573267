import { fault } from '../fault.ts';
import { numberText } from '../table/text.ts';
import type { FrameProfile } from './profile.ts';
import { choiceAt } from './quantiles.ts';
import type { Stream } from './random.ts';
import { shuffled, stream } from './random.ts';

/** One person of the sampling frame. */
export interface Person {
  readonly code: string;
  readonly region: string;
  /** Place of the commune among all communes. */
  readonly commune: number;
  readonly sex: string;
  readonly ageBand: string;
  readonly seasonsClass: string;
  readonly wafira: boolean;
  readonly pilotRegion: boolean;
  readonly stratum: string;
  readonly psu: string;
}

/** A stratum with what is drawn in it: PSUs and people in each (for people drawn as such, `psus` is 0). */
export interface Stratum {
  readonly id: string;
  readonly psus: number;
  readonly take: number;
  /** Places of its people in the frame. */
  readonly people: readonly number[];
}

export interface Frame {
  readonly people: readonly Person[];
  readonly communes: number;
  readonly strata: readonly Stratum[];
}

export const FRAME_COLUMNS = [
  'code',
  'stratum',
  'psu',
  'base_weight',
  'stratum_pop',
  'psu_pop',
  'region',
  'sex',
  'age_band',
  'seasons_class',
  'wafira',
  'pilot_region',
] as const;

/** Whole numbers near shares of a total that add up to it (largest remainders). */
function quotas(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((all, share) => all + share, 0);
  const exact = shares.map((share) => (total * share) / sum);
  const whole = exact.map(Math.floor);
  const order = exact.map((value, at) => ({ at, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest || a.at - b.at);
  const left = total - whole.reduce((all, one) => all + one, 0);
  for (const { at } of order.slice(0, left)) whole[at] = (whole[at] ?? 0) + 1;
  return whole;
}

/** As many labels as their weights say, in random order. */
function dealt(total: number, weights: Readonly<Record<string, number>>, chance: Stream): string[] {
  const names = Object.keys(weights);
  const counts = quotas(total, Object.values(weights));
  const labels = names.flatMap((name, at) => new Array<string>(counts[at] ?? 0).fill(name));
  return shuffled(total, chance).map((place) => labels[place] ?? '');
}

/** The sampling frame: everybody of the population with region, commune and the few facts that a register holds. Fixed by `seed` alone. */
export function frameOf(profile: FrameProfile, seed: string, size: number): Frame {
  const regions = Object.entries(profile.regions);
  const counts = quotas(profile.people, regions.map(([, { share }]) => share));
  const people: Person[] = [];
  let communes = 0;
  for (const [at, [region, { communes: own, wafira }]] of regions.entries()) {
    const chance = stream(seed, 'frame', region);
    const count = counts[at] ?? 0;
    const sizes: Record<string, number> = {};
    for (let place = 0; place < own; place += 1) sizes[String(communes + place)] = 0.7 + 0.6 * chance.next();
    const inCommune = dealt(count, sizes, chance);
    const sex = dealt(count, profile.sex, chance);
    const ages = dealt(count, profile.ageBand, chance);
    const classes = dealt(count, profile.seasonsClass, chance);
    if (wafira > count) throw fault(`frame › regions › ${region}`, `${wafira} beneficiaries among ${count} people`);
    // Employers propose those who came several times: beneficiaries are drawn among them first.
    const order = shuffled(count, chance).sort((a, b) => Number(classes[a] === 'first') - Number(classes[b] === 'first'));
    const beneficiaries = new Set(order.slice(0, wafira));
    for (let place = 0; place < count; place += 1) {
      const commune = Number(inCommune[place]);
      const isWafira = beneficiaries.has(place);
      const seasonsClass = classes[place] ?? '';
      const part = isWafira ? 'wafira' : seasonsClass;
      const stratum = profile.strata.find((one) => one.region === region && one.part === part);
      if (stratum === undefined) throw fault('frame › strata', `no stratum for region '${region}', part '${part}'`);
      const code = String(10_001 + people.length);
      people.push({
        code,
        region,
        commune,
        sex: sex[place] ?? '',
        ageBand: ages[place] ?? '',
        seasonsClass,
        wafira: isWafira,
        pilotRegion: wafira > 0,
        stratum: stratum.id,
        psu: isWafira ? code : `${stratum.id}-c${String(commune + 1).padStart(2, '0')}`,
      });
    }
    communes += own;
  }
  return { people, communes, strata: strataOf(profile, people, size) };
}

/** What is drawn in each stratum for a sample of `size` people: the declared numbers in proportion. */
function strataOf({ strata }: FrameProfile, people: readonly Person[], size: number): readonly Stratum[] {
  const declared = strata.reduce((sum, { psus = 1, take }) => sum + psus * take, 0);
  const byStratum = new Map(strata.map(({ id }) => [id, [] as number[]]));
  for (const [place, { stratum }] of people.entries()) byStratum.get(stratum)?.push(place);
  return strata.map(({ id, part, psus, take }) => {
    const own = byStratum.get(id) ?? [];
    const scaled = Math.max(1, Math.round((take * size) / declared));
    const clusters = part === 'wafira' ? 0 : (psus ?? 4);
    const wanted = Math.max(1, clusters) * scaled;
    if (wanted > own.length)
      throw fault(
        `frame › strata › ${id}`,
        `${wanted} people are to be drawn, and ${own.length} are in the frame`,
        'Take fewer there, or simulate fewer rows',
      );
    return { id, psus: clusters, take: scaled, people: own };
  });
}

/** The frame as `frame.csv` holds it: one array a column. The WAFIRA strata alone have a population of PSUs, as people are drawn there. */
export function frameColumns({ people, strata }: Frame): ReadonlyMap<string, readonly string[]> {
  const byId = new Map(strata.map((stratum) => [stratum.id, stratum]));
  const rows = people.map((person) => {
    const stratum = byId.get(person.stratum);
    const size = stratum?.people.length ?? 0;
    const drawn = Math.max(1, stratum?.psus ?? 1) * (stratum?.take ?? 1);
    return [
      person.code,
      person.stratum,
      person.psu,
      numberText(Number((size / drawn).toPrecision(8))),
      String(size),
      stratum?.psus === 0 ? String(size) : '',
      person.region,
      person.sex,
      person.ageBand,
      person.seasonsClass,
      person.wafira ? '1' : '0',
      person.pilotRegion ? '1' : '0',
    ];
  });
  return new Map(FRAME_COLUMNS.map((name, at) => [name, rows.map((row) => row[at] ?? '')]));
}

/** Draws of a stratum before its frame is found too thin. */
const TRIES = 200;
/** A clustered stratum keeps at least so many PSUs. */
const LEAST_PSUS = 4;

/**
 * Draws the sample: in a clustered stratum PSUs with probability proportional to size, systematically, and the same number of people in
 * each (twice where a PSU is hit twice), so that everybody has the stratum's base weight; elsewhere people at random. Places in the frame.
 */
export function sampleOf(frame: Frame, seed: string): readonly number[] {
  return frame.strata.flatMap((stratum) => {
    const chance = stream(seed, 'sample', stratum.id);
    if (stratum.psus === 0)
      return shuffled(stratum.people.length, chance)
        .slice(0, stratum.take)
        .map((at) => stratum.people[at] ?? 0)
        .sort((a, b) => a - b);
    const byPsu = new Map<string, number[]>();
    for (const place of stratum.people) {
      const psu = frame.people[place]?.psu ?? '';
      byPsu.set(psu, [...(byPsu.get(psu) ?? []), place]);
    }
    for (let tries = 0; tries < TRIES; tries += 1) {
      const drawn = drawPsus(stratum, [...byPsu.values()], chance);
      if (drawn !== null) return drawn.sort((a, b) => a - b);
    }
    throw fault(
      `frame › strata › ${stratum.id}`,
      `${stratum.psus} PSUs of ${stratum.take} people cannot be drawn from ${byPsu.size} PSUs`,
      'Take fewer there, or give the region more communes',
    );
  });
}

/** One systematic draw; null where a PSU is too small for its hits, or too few PSUs are hit. */
function drawPsus({ psus, take, people }: Stratum, units: readonly (readonly number[])[], chance: Stream): number[] | null {
  const order = shuffled(units.length, chance).map((at) => units[at] ?? []);
  const step = people.length / psus;
  let next = step * chance.next();
  let before = 0;
  let distinct = 0;
  const drawn: number[] = [];
  for (const unit of order) {
    let hits = 0;
    for (; next < before + unit.length; next += step) hits += 1;
    before += unit.length;
    if (hits === 0) continue;
    if (hits * take > unit.length) return null;
    distinct += 1;
    for (const at of shuffled(unit.length, chance).slice(0, hits * take)) drawn.push(unit[at] ?? 0);
  }
  return distinct < Math.min(psus, LEAST_PSUS) ? null : drawn;
}

/** What became of each person drawn: one of the outcomes, by their shares. */
export function outcomesOf(outcomes: readonly { readonly id: string; readonly share: number }[], people: number, seed: string): readonly string[] {
  const chance = stream(seed, 'outcomes');
  const weights = outcomes.map(({ id, share }) => [id, share] as const);
  return Array.from({ length: people }, () => choiceAt(weights, chance.next()));
}
