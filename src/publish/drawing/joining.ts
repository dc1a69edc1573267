/** The four shapes of an Arabic letter by its neighbours, as code points; a letter that joins only to the right has the first two. */
type Shapes = readonly number[];

const LAM = 0x644;

/** Letter → shapes (isolated, final, initial, medial), as Unicode orders its presentation forms; and alef → ligature with lam before it. */
const SHAPES = new Map<number, number[]>();
const LAM_ALEF = new Map<number, Shapes>();
for (const [from, to] of [
  [0xfb50, 0xfbb1],
  [0xfbd3, 0xfbff],
  [0xfe80, 0xfefc],
] as const) {
  for (let form = from; form <= to; form++) {
    const [letter, second, ...more] = [...String.fromCharCode(form).normalize('NFKC')].map(
      (each) => each.codePointAt(0) ?? 0,
    );
    if (letter === undefined || letter === form || more.length > 0) continue;
    if (second === undefined) SHAPES.set(letter, [...(SHAPES.get(letter) ?? []), form]);
    else if (letter === LAM && form >= 0xfef5) LAM_ALEF.set(second, [...(LAM_ALEF.get(second) ?? []), form]);
  }
}

const joinsLeft = (letter: number | undefined) => letter === 0x640 || (SHAPES.get(letter ?? 0)?.length ?? 0) > 2;
const joinsRight = (letter: number | undefined) => letter === 0x640 || (SHAPES.get(letter ?? 0)?.length ?? 0) > 1;

/** Vowel signs, which stand over their letter: they neither move the pen nor part two letters. */
const isSign = (letter: number) => (letter >= 0x64b && letter <= 0x65f) || letter === 0x670;

/**
 * The code points that a text is drawn with, as far as widths go: each Arabic letter in the shape that its neighbours give it, lam and
 * alef as one. Other characters stay; vowel signs are left out.
 */
export function shaped(text: string): readonly number[] {
  const letters = [...text].map((each) => each.codePointAt(0) ?? 0).filter((letter) => !isSign(letter));
  const drawn: number[] = [];
  for (let place = 0; place < letters.length; place++) {
    const letter = letters[place] ?? 0;
    const next = letters[place + 1];
    const ligature = letter === LAM ? LAM_ALEF.get(next ?? 0) : undefined;
    const before = joinsLeft(letters[place - 1]) && joinsRight(letter) ? 1 : 0;
    const after = ligature === undefined && joinsLeft(letter) && joinsRight(next) ? 2 : 0;
    const shapes = ligature ?? SHAPES.get(letter);
    drawn.push(shapes?.[before + after] ?? letter);
    if (ligature !== undefined) place++;
  }
  return drawn;
}
