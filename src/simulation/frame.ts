import { fault } from '../fault.ts';
import { numberText } from '../table/text.ts';
import type { FrameProfile } from './profile.ts';
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
  const order = exact
    .map((value, at) => ({ at, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at);
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
  const counts = quotas(
    profile.people,
    regions.map(([, { share }]) => share),
  );
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
    const order = shuffled(count, chance).sort(
      (a, b) => Number(classes[a] === 'first') - Number(classes[b] === 'first'),
    );
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
