import type { Computed } from './estimate.ts';
import type { Margins } from './margins.ts';
import { marginsOf } from './margins.ts';
import { recoverable } from './recover.ts';

/**
 * Which further estimates must be hidden so that none that `suppressed` marks can be worked out from those that are left (1 a place), and
 * so that hidden levels never add up to fewer than `minimum` people that the margins tell. Of several that would do, the level with the
 * fewest people in the whole survey goes, so that the same level gives way in every table; what proves needless in the end is shown again.
 * The same estimates give the same answer.
 */
export function secondary(estimates: readonly Computed[], suppressed: Uint8Array, minimum: number): Uint8Array {
  const margins = marginsOf(estimates);
  const cover = coverOf(margins, minimum);
  for (let at = 0; at < estimates.length; at += 1) if (suppressed[at] === 1) withTwins(cover, [at]);
  const steps: (readonly number[])[] = [];
  let waiting: readonly number[] = [...margins.quantities.keys()].filter((place) => isSecret(cover, place));
  while (waiting.length > 0) {
    const next = new Set<number>();
    for (const part of partsAround(cover, waiting)) {
      const open = openIn(cover, part);
      const partner = open === null ? -1 : partnerOf(cover, open, part);
      if (open === null || partner < 0 || isHidden(cover, partner)) continue;
      if (margins.quantities[partner]?.base === true) cover.secretBase[partner] = 1;
      steps.push(withTwins(cover, margins.quantities[partner]?.estimates ?? []));
      next.add(open.secret).add(partner);
    }
    waiting = [...next];
  }
  for (const step of steps.reverse()) {
    show(cover, step);
    const around = new Set(
      step.flatMap((at) => quantitiesOf(margins, at).flatMap((place) => neighbours(cover, place))),
    );
    if (partsAround(cover, [...around]).some((part) => openIn(cover, part) !== null))
      for (const at of step) hide(cover, at);
  }
  return cover.gone.map((gone, at) => (gone === 1 && suppressed[at] !== 1 ? 1 : 0));
}

interface Cover {
  readonly margins: Margins;
  /** Estimates that are not shown. */
  readonly gone: Uint8Array;
  /** How many estimates still tell each quantity: 0 where readers do not know it. */
  readonly telling: Int32Array;
  /** Bases whose count must not be worked out: of too few people, or hidden to cover such. */
  readonly secretBase: Uint8Array;
  /** The equations that each quantity stands in. */
  readonly among: readonly (readonly number[])[];
  readonly minimum: number;
}

function coverOf(margins: Margins, minimum: number): Cover {
  const { quantities, equations } = margins;
  const among: number[][] = quantities.map(() => []);
  for (const [at, { terms }] of equations.entries()) for (const [place] of terms) among[place]?.push(at);
  return {
    margins,
    gone: new Uint8Array(margins.bases.length),
    telling: Int32Array.from(quantities, ({ estimates }) => estimates.length),
    secretBase: Uint8Array.from(quantities, ({ base, size }) => (base && size < minimum ? 1 : 0)),
    among,
    minimum,
  };
}

/** Readers do not know it. That a level has nobody they may know. */
function isHidden({ margins, telling }: Cover, place: number): boolean {
  return telling[place] === 0 && margins.quantities[place]?.empty !== true;
}

/**
 * A hidden number must stay so; a hidden base only where it is one of few people: the rest hide for other reasons. What no estimate tells, a
 * level with nobody, and a ratio that was held back as imprecise only (it follows from totals that are precise enough) are no secrets.
 */
function isSecret(cover: Cover, place: number): boolean {
  const quantity = cover.margins.quantities[place];
  if (quantity === undefined || quantity.estimates.length === 0) return false;
  if (quantity.ratio && quantity.size >= cover.minimum) return false;
  return isHidden(cover, place) && (!quantity.base || cover.secretBase[place] === 1);
}

function quantitiesOf({ numerators, bases }: Margins, at: number): readonly number[] {
  return [numerators[at] ?? -1, bases[at] ?? -1].filter((place) => place >= 0);
}

function hide(cover: Cover, at: number): void {
  cover.gone[at] = 1;
  for (const place of quantitiesOf(cover.margins, at)) cover.telling[place]! -= 1;
}

function show(cover: Cover, step: readonly number[]): void {
  for (const at of step) {
    cover.gone[at] = 0;
    for (const place of quantitiesOf(cover.margins, at)) cover.telling[place]! += 1;
  }
}

/** Hides estimates, and those of other indicators that tell the same number; gives all that were shown before. */
function withTwins(cover: Cover, estimates: readonly number[]): readonly number[] {
  const step: number[] = [];
  const waiting = [...estimates];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (cover.gone[at] === 1) continue;
    hide(cover, at);
    step.push(at);
    waiting.push(...(cover.margins.quantities[cover.margins.numerators[at] ?? -1]?.estimates ?? []));
  }
  return step;
}

/** The hidden quantities that share an equation with one, and itself. */
function neighbours(cover: Cover, place: number): readonly number[] {
  const terms = (cover.among[place] ?? []).flatMap((at) => cover.margins.equations[at]?.terms ?? []);
  return [place, ...terms.map(([other]) => other)].filter((other) => isHidden(cover, other));
}

interface Part {
  readonly places: readonly number[];
  readonly equations: readonly number[];
}

/** The parts of the hidden quantities that hang together by equations, around some of them. */
function partsAround(cover: Cover, places: readonly number[]): readonly Part[] {
  const seen = new Set<number>();
  return places.flatMap((start) => {
    if (seen.has(start) || !isHidden(cover, start)) return [];
    const part = [start];
    const equations = new Set<number>();
    seen.add(start);
    for (let at = 0; at < part.length; at += 1)
      for (const equation of cover.among[part[at] ?? -1] ?? []) {
        if (equations.has(equation)) continue;
        equations.add(equation);
        for (const [other] of cover.margins.equations[equation]?.terms ?? [])
          if (!seen.has(other) && isHidden(cover, other)) {
            seen.add(other);
            part.push(other);
          }
      }
    return [{ places: part.sort((a, b) => a - b), equations: [...equations].sort((a, b) => a - b) }];
  });
}

interface Open {
  readonly secret: number;
  /** Equations to hide something else in, the best first. */
  readonly equations: readonly number[];
}

/** The first secret of a part that can be worked out, or that the margins tell together with others as a handful of people. */
function openIn(cover: Cover, { places, equations }: Part): Open | null {
  const told = recoverable(
    equations.map((at) => cover.margins.equations[at]!),
    (place) => isHidden(cover, place),
  );
  const secret = places.find((place) => told.has(place) && isSecret(cover, place));
  if (secret !== undefined) {
    const unknowns = (at: number) => hiddenIn(cover, at);
    return { secret, equations: [...(cover.among[secret] ?? [])].sort((a, b) => unknowns(a) - unknowns(b) || a - b) };
  }
  for (const at of equations) {
    const handful = handfulIn(cover, at);
    if (handful >= 0) return { secret: handful, equations: [at] };
  }
  return null;
}

/** Where a shown total leaves hidden levels that are together a few people: one of them; else -1. */
function handfulIn(cover: Cover, equation: number): number {
  const terms = cover.margins.equations[equation]?.terms ?? [];
  const totals = terms.filter(([, times]) => times < 0);
  if (totals.length !== 1 || isHidden(cover, totals[0]?.[0] ?? -1)) return -1;
  const hidden = terms.filter(([place]) => isHidden(cover, place));
  const people = hidden.reduce((sum, [place]) => sum + (cover.margins.quantities[place]?.size ?? 0), 0);
  const secret = hidden.find(([place]) => isSecret(cover, place));
  return people > 0 && people < cover.minimum && secret !== undefined ? secret[0] : -1;
}

/**
 * What to hide beside a secret: not an empty or tiny level, rather a number than a whole base, in the smallest domain, a difference or ratio
 * before its sides, the smallest number. Where no single equation gives the secret away, the first of these that really covers it.
 */
function partnerOf(cover: Cover, { secret, equations }: Open, part: Part): number {
  const { quantities } = cover.margins;
  const cost = (place: number): readonly number[] => {
    const { base, derived, size, domain } = quantities[place]!;
    return [size < cover.minimum ? 1 : 0, base ? 1 : 0, domain, derived ? 0 : 1, size, place];
  };
  const shownIn = (some: readonly number[]) =>
    [...new Set(some.flatMap((at) => (cover.margins.equations[at]?.terms ?? []).map(([place]) => place)))]
      .filter((place) => (cover.telling[place] ?? 0) > 0 && !quantities[place]!.empty)
      .sort((a, b) => compared(cost(a), cost(b)));
  const [first] = equations;
  const alone = first !== undefined && shownIn([first]).length > 0 && hiddenIn(cover, first) === 1;
  if (alone || equations.length === 1) return shownIn(equations.slice(0, 1))[0] ?? shownIn(part.equations)[0] ?? -1;
  const candidates = shownIn(part.equations);
  const covers = candidates.find(
    (candidate) =>
      !recoverable(
        part.equations.map((at) => cover.margins.equations[at]!),
        (place) => place === candidate || isHidden(cover, place),
      ).has(secret),
  );
  return covers ?? candidates[0] ?? -1;
}

function hiddenIn(cover: Cover, equation: number): number {
  return (cover.margins.equations[equation]?.terms ?? []).filter(([place]) => isHidden(cover, place)).length;
}

function compared(a: readonly number[], b: readonly number[]): number {
  for (const [at, x] of a.entries()) if (x !== b[at]) return x - (b[at] ?? 0);
  return 0;
}
