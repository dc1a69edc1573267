import type { Names } from './names.ts';
import { parts, type Tree } from './tree.ts';

/** Calls that read a field without asking what was answered, or that say what to do without an answer. */
const SAFE = new Set([
  'asked',
  'answered',
  'state',
  'coalesce',
  'count-known',
  'mean-valid',
  'sum',
  'count',
  'max',
  'min',
  'last-of',
  'count-non-empty',
]);

function fieldsIn(tree: Tree, found: Set<string>): void {
  if (tree.kind === 'field') found.add(tree.name);
  if (tree.kind === 'call' && SAFE.has(tree.name)) return;
  for (const part of parts(tree)) fieldsIn(part, found);
}

function guarded(tree: Tree, found: Set<string>): void {
  if (tree.kind === 'call' && (tree.name === 'asked' || tree.name === 'answered'))
    for (const arg of tree.args) fieldsIn(arg, found);
  // `${x} = 'a'` and-ed to the rest says as well that the field was answered.
  if (tree.kind === 'binary' && tree.operator === '=') {
    const sides = [tree.left, tree.right];
    const withNothing = sides.some((side) => side.kind === 'text' && side.value === '');
    if (!withNothing) for (const side of sides) if (side.kind === 'field') found.add(side.name);
  }
  if (tree.kind === 'binary' && tree.operator === 'and') {
    guarded(tree.left, found);
    guarded(tree.right, found);
  }
}

function trapped(tree: Tree, safe: ReadonlySet<string>, found: Set<string>): void {
  if (tree.kind === 'call' && SAFE.has(tree.name)) return;
  let known = safe;
  if (tree.kind === 'binary' && tree.operator === 'and') {
    const wider = new Set(safe);
    guarded(tree, wider);
    known = wider;
  }
  const negates = (tree.kind === 'binary' && tree.operator === '!=') || (tree.kind === 'call' && tree.name === 'not');
  if (negates) {
    const fields = new Set<string>();
    for (const part of parts(tree)) fieldsIn(part, fields);
    for (const field of fields) if (!known.has(field)) found.add(field);
  }
  for (const part of parts(tree)) trapped(part, known, found);
}

/**
 * The trap of « not asked »: `${x} != 'yes'` and `not(${x} = 'yes')` are true for people who were never asked. A note for each such
 * field that may be not asked, unless the expression itself or `asked` says that it was.
 */
export function trapNotes(tree: Tree, names: Names, asked: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  trapped(tree, asked, found);
  return [...found]
    .filter((name) => names.fields.get(name)?.conditional === true)
    .map((name) => `true as well where '${name}' was not asked; if that is not meant, write asked(\${${name}}) and …`);
}
