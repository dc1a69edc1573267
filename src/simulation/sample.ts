import { fault } from '../fault.ts';
import type { Frame, Stratum } from './frame.ts';
import { choiceAt } from './quantiles.ts';
import type { Stream } from './random.ts';
import { shuffled, stream } from './random.ts';

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
function drawPsus(
  { psus, take, people }: Stratum,
  units: readonly (readonly number[])[],
  chance: Stream,
): number[] | null {
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
export function outcomesOf(
  outcomes: readonly { readonly id: string; readonly share: number }[],
  people: number,
  seed: string,
): readonly string[] {
  const chance = stream(seed, 'outcomes');
  const weights = outcomes.map(({ id, share }) => [id, share] as const);
  return Array.from({ length: people }, () => choiceAt(weights, chance.next()));
}
