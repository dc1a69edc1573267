import { parse } from '../expression/parse.ts';
import type { Tree } from '../expression/tree.ts';
import { isFault } from '../fault.ts';
import { numberText } from '../table/text.ts';

/** A limit that a constraint sets to the answer itself by a number. */
interface Bound {
  readonly operator: '<' | '<=' | '>' | '>=';
  readonly limit: number;
}

/** The limits that a constraint such as `. >= 18 and . <= 40` sets by numbers; [] where it says anything else besides. */
function boundsOf(constraint: string): readonly Bound[] {
  try {
    return bounds(parse(constraint, 'constraint').tree) ?? [];
  } catch (error) {
    if (isFault(error)) return [];
    throw error;
  }
}

const MIRROR = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function bounds(tree: Tree): readonly Bound[] | null {
  if (tree.kind !== 'binary') return null;
  const { operator, left, right } = tree;
  if (operator === 'and') {
    const [a, b] = [bounds(left), bounds(right)];
    return a === null || b === null ? null : [...a, ...b];
  }
  if (operator !== '<' && operator !== '<=' && operator !== '>' && operator !== '>=') return null;
  const [atRight, atLeft] = [isSelf(left) ? numberIn(right) : null, isSelf(right) ? numberIn(left) : null];
  if (atRight !== null) return [{ operator, limit: atRight }];
  return atLeft === null ? null : [{ operator: MIRROR[operator], limit: atLeft }];
}

function isSelf(tree: Tree): boolean {
  return tree.kind === 'path' && tree.base === null && tree.steps.length === 1 && tree.steps[0]?.axis === 'self';
}

function numberIn(tree: Tree): number | null {
  if (tree.kind === 'number') return tree.value;
  return tree.kind === 'negate' && tree.value.kind === 'number' ? -tree.value.value : null;
}

/** In words, how a number breaks a constraint: « is over 40, the highest allowed »; '' where the constraint is not only limits. */
export function brokenBound(constraint: string): (value: number) => string {
  const found = boundsOf(constraint);
  return (value) => {
    for (const { operator, limit } of found) {
      const text = numberText(limit);
      if (operator === '<=' && value > limit) return `is over ${text}, the highest allowed`;
      if (operator === '>=' && value < limit) return `is under ${text}, the lowest allowed`;
      if (operator === '<' && value >= limit) return `is not under ${text}, as it must be`;
      if (operator === '>' && value <= limit) return `is not over ${text}, as it must be`;
    }
    return '';
  };
}
