/** Hands out ids for the elements of one page: readable, safe in a link, and never the same twice. */
export function anchors(): (wished: string) => string {
  const taken = new Set<string>();
  return (wished) => {
    const base = wished.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z]+/, '') || 'part';
    let id = base;
    for (let count = 2; taken.has(id); count++) id = `${base}-${count}`;
    taken.add(id);
    return id;
  };
}
