const TOKEN =
  /\s*(?:("(?:[^"\\\n]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])|([{}[\],:]))/y;

/** A string, with the colon that makes it a key, or a bracket. */
const STRING_OR_MARK = /"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}[\]]/g;

/** Where a text stops being JSON, as an offset; its length where it only ends too early. Engines tell it each in their own way, or not at all. */
export function jsonFaultAt(text: string): number {
  const open: string[] = [];
  // What may come next: a value, a key, or what follows a value; `]` and `}` also right after their opening.
  let next: 'value' | 'key' | 'colon' | 'after' = 'value';
  let empty = false;
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const [whole, string, scalar, mark] = TOKEN.exec(text) ?? [];
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    if (whole === undefined) return start;
    at += whole.length;
    const closes = (mark === '}' && open.at(-1) === '{') || (mark === ']' && open.at(-1) === '[');
    if (closes && (next === 'after' || empty)) {
      open.pop();
      next = 'after';
    } else if (next === 'value' && (mark === '{' || mark === '[')) {
      open.push(mark);
      next = mark === '{' ? 'key' : 'value';
      empty = true;
      continue;
    } else if (next === 'value' && (string !== undefined || scalar !== undefined)) next = 'after';
    else if (next === 'key' && string !== undefined) next = 'colon';
    else if (next === 'colon' && mark === ':') next = 'value';
    else if (next === 'after' && mark === ',' && open.length > 0) next = open.at(-1) === '{' ? 'key' : 'value';
    else return start;
    empty = false;
  }
}

/** The first key that an object of a JSON text has twice, and where the second stands as an offset; null where there is none. `value` is what the text gives. */
export function keyTwice(text: string, value: unknown): { readonly key: string; readonly at: number } | null {
  // Every command reads the declarations: that nothing was lost is seen sooner than what was.
  if ((text.match(/"\s*:/g)?.length ?? 0) === keysIn(value)) return null;
  const open: (Set<string> | null)[] = [];
  for (const { 0: token, index } of text.matchAll(STRING_OR_MARK)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token.endsWith(':')) {
      const key = JSON.parse(token.slice(0, -1)) as string;
      const keys = open.at(-1);
      if (keys?.has(key) === true) return { key, at: index };
      keys?.add(key);
    }
  }
  return null;
}

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const parts = Object.values(value);
  return parts.reduce((sum: number, part) => sum + keysIn(part), Array.isArray(value) ? 0 : parts.length);
}
