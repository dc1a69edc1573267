import type { Field, Form } from './form.ts';
import { referencesIn } from './references.ts';

/** Fields that wait for each other; the first is the one that stands first in the form. */
export interface Cycle {
  readonly fields: readonly Field[];
}

/**
 * Circles of calculation and relevance: a field depends on what its calculation, its relevance and that of its groups name. A calculation
 * that names only its own field is none: it keeps an earlier value. Each field is in at most one circle of the result, in form order.
 */
export function cycles(form: Form): Cycle[] {
  const places = new Map<string, number[]>();
  for (const [index, field] of form.fields.entries())
    places.set(field.name, [...(places.get(field.name) ?? []), index]);
  const edges = form.fields.map((field, index) => dependencies(form, field, index, places));
  return components(edges)
    .filter((members) => members.length > 1 || edges[members[0]!]!.includes(members[0]!))
    .map((members) => ({ fields: members.sort((a, b) => a - b).map((index) => form.fields[index]!) }))
    .sort((a, b) => a.fields[0]!.row - b.fields[0]!.row);
}

function dependencies(form: Form, field: Field, index: number, places: ReadonlyMap<string, number[]>): number[] {
  const relevance = [field.relevant, ...field.groups.map((place) => form.groups[place]!.relevant)];
  const read = (text: string) => referencesIn(text).flatMap((name) => places.get(name) ?? []);
  return [...new Set([...relevance.flatMap(read), ...read(field.calculation).filter((other) => other !== index)])];
}

/** Strongly connected components (Tarjan 1972), without recursion, since calculations may form long chains. */
function components(edges: readonly (readonly number[])[]): number[][] {
  const found: number[][] = [];
  const order = new Int32Array(edges.length).fill(-1);
  const low = new Int32Array(edges.length);
  const waiting: number[] = [];
  const isWaiting = new Uint8Array(edges.length);
  let counter = 0;
  const enter = (node: number, calls: { node: number; next: number }[]) => {
    order[node] = low[node] = counter;
    counter += 1;
    waiting.push(node);
    isWaiting[node] = 1;
    calls.push({ node, next: 0 });
  };
  for (let start = 0; start < edges.length; start += 1) {
    if (order[start] !== -1) continue;
    const calls: { node: number; next: number }[] = [];
    enter(start, calls);
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
      const { node } = call;
      const to = edges[node]![call.next];
      call.next += 1;
      if (to !== undefined) {
        if (order[to] === -1) enter(to, calls);
        else if (isWaiting[to] === 1) low[node] = Math.min(low[node]!, order[to]!);
        continue;
      }
      calls.pop();
      const caller = calls.at(-1);
      if (caller !== undefined) low[caller.node] = Math.min(low[caller.node]!, low[node]!);
      if (low[node] !== order[node]) continue;
      const members = waiting.splice(waiting.lastIndexOf(node));
      for (const member of members) isWaiting[member] = 0;
      found.push(members);
    }
  }
  return found;
}
