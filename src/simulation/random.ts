/** A stream of chance that is the same everywhere for the same seed. */
export interface Stream {
  /** The next number, above 0 and below 1. */
  next(): number;
  /** A whole number from 0 to `count` - 1. */
  below(count: number): number;
}

/** Four 32-bit words from a text (cyrb128, integers only). */
function words(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
}

/**
 * A stream named by its parts (`seed, 'age', 'main'`): each question draws from its own, so that one more question leaves the answers to
 * all others as they were. sfc32 (Doty-Humphrey), 32-bit integers only.
 */
export function stream(...parts: readonly (string | number)[]): Stream {
  let [a, b, c, d] = words(parts.join('\u001f'));
  const word = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let turn = 0; turn < 15; turn += 1) word();
  const next = () => (word() + 0.5) / 4_294_967_296;
  return { next, below: (count) => Math.min(count - 1, Math.floor(next() * count)) };
}

/** The whole numbers below `count` in random order (Fisher and Yates). */
export function shuffled(count: number, chance: Stream): number[] {
  const order = Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = chance.below(last + 1);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
