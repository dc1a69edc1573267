import type { Field, Form, Group } from '../form/form.ts';

/** One thing to be made: a factor or trait of people, the rows of a repeat, or a field's column. */
export type Step =
  | { readonly kind: 'factor'; readonly name: string }
  | { readonly kind: 'trait'; readonly name: string }
  | { readonly kind: 'repeat'; readonly group: Group }
  | { readonly kind: 'field'; readonly field: Field };

/** What the profile adds to the form: expressions that each trait and answer reads, and the factors they hang on. */
export interface Wants {
  readonly factors: ReadonlyMap<
    string,
    { readonly factors: readonly string[]; readonly expressions: readonly string[] }
  >;
  readonly traits: ReadonlyMap<
    string,
    { readonly factors: readonly string[]; readonly expressions: readonly string[] }
  >;
  readonly answers: ReadonlyMap<
    string,
    { readonly factors: readonly string[]; readonly expressions: readonly string[] }
  >;
}

/** Names in `${…}`, and the parts of `${roster/name}`. */
function namesIn(expressions: readonly string[]): readonly string[] {
  return expressions.flatMap((text) =>
    [...text.matchAll(/\$\{([^}]+)\}/g)].flatMap((match) => (match[1] ?? '').trim().split('/')),
  );
}

/**
 * The order in which to make everything: form order, but what an expression reads comes before what reads it (a form may refer ahead).
 * Where a form refers in a circle, form order decides.
 */
export function stepsOf(form: Form, wants: Wants): readonly Step[] {
  const steps: Step[] = [];
  const begun = new Set<string>();
  const fields = new Map<string, Field>();
  for (const field of form.fields) if (!fields.has(field.name)) fields.set(field.name, field);
  const repeats = new Map(form.groups.filter(({ kind }) => kind === 'repeat').map((group) => [group.name, group]));
  const metadata = form.fields.filter(({ role }) => role === 'metadata');

  function groupsAbove(place: number): readonly Group[] {
    const group = form.groups[place];
    return group === undefined ? [] : [...groupsAbove(group.parent), group];
  }

  const settled = new Set<Group>();
  const inOpenRepeat = (field: Field): boolean =>
    field.groups.some((place) => {
      const group = form.groups[place];
      return group?.kind === 'repeat' && begun.has(`repeat ${group.row}`) && !settled.has(group);
    });

  function need(names: readonly string[], self = ''): void {
    for (const name of names) {
      if (name === self) continue;
      const field = fields.get(name);
      const repeat = repeats.get(name);
      if (wants.traits.has(name)) trait(name);
      else if (field !== undefined) makeField(field);
      else if (repeat !== undefined) makeRepeat(repeat);
    }
  }

  function once(id: string, make: () => void): void {
    if (begun.has(id)) return;
    begun.add(id);
    make();
  }

  function wanted(
    of: { readonly factors: readonly string[]; readonly expressions: readonly string[] } | undefined,
    self: string,
  ) {
    for (const name of of?.factors ?? []) factor(name);
    need(namesIn(of?.expressions ?? []), self);
  }

  function factor(name: string): void {
    once(`factor ${name}`, () => {
      wanted(wants.factors.get(name), '');
      steps.push({ kind: 'factor', name });
    });
  }

  function trait(name: string): void {
    once(`trait ${name}`, () => {
      wanted(wants.traits.get(name), name);
      steps.push({ kind: 'trait', name });
    });
  }

  function makeRepeat(group: Group): void {
    once(`repeat ${group.row}`, () => {
      for (const outer of groupsAbove(group.parent)) if (outer.kind === 'repeat') makeRepeat(outer);
      need(
        namesIn([...groupsAbove(group.parent), group].flatMap(({ relevant }) => relevant).concat(group.repeatCount)),
      );
      steps.push({ kind: 'repeat', group });
      settled.add(group);
    });
  }

  function makeField(field: Field): void {
    // A count that reads the repeat's own questions goes round in a circle: they wait for the rows.
    if (inOpenRepeat(field)) return;
    once(`field ${field.row} ${field.name}`, () => {
      const above = field.groups.flatMap((place) => form.groups[place] ?? []);
      for (const group of above) if (group.kind === 'repeat') makeRepeat(group);
      const { relevant, required, constraint, calculation, choiceFilter, choicesFrom = '' } = field;
      const own = [relevant, required, constraint, calculation, choiceFilter, choicesFrom];
      need(namesIn([...own, ...above.map((group) => group.relevant)]), field.name);
      wanted(wants.answers.get(field.name), field.name);
      steps.push({ kind: 'field', field });
    });
  }

  for (const field of metadata) makeField(field);
  for (const field of form.fields) makeField(field);
  for (const group of repeats.values()) makeRepeat(group);
  return steps;
}
