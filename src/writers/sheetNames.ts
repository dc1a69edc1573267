/** Longest name of a sheet that Excel opens. */
const LONGEST = 31;

/** A wished name without what Excel forbids: \ / ? * [ ] : and control characters, a quote at either end, the name History. */
function legalName(wished: string): string {
  const clean = wished
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\\/?*[\]:\u0000-\u001f]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const short = cutAtWord(clean, LONGEST)
    .replace(/^'+|'+$/g, '')
    .trim();
  return short === '' || short.toLowerCase() === 'history' ? `${short}_` : short;
}

/** The first characters of a text, so that they take at most `length` UTF-16 units and none is cut in two. */
function cut(text: string, length: number): string {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > length) break;
    kept += character;
  }
  return kept.trim();
}

/** The same, ending with a whole word where one ends in its second half. */
function cutAtWord(text: string, length: number): string {
  const short = cut(text, length);
  const end = short.lastIndexOf(' ');
  return short === text || text[short.length] === ' ' || end < length / 2 ? short : short.slice(0, end);
}

/** A legal name for each wished one, in order; names that would be the same but for case get 2, 3 … at their end. */
export function sheetNames(wished: readonly string[]): string[] {
  const taken = new Set<string>();
  return wished.map((wish) => {
    const base = legalName(wish);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count++) {
      const ending = ` ${count}`;
      name = cut(base, LONGEST - ending.length) + ending;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}
