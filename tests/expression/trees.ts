import fc from 'fast-check';
import type { BinaryOperator, Step, Tree } from '../../src/expression/tree.ts';

const name = fc.constantFrom('a', 'age', 'camp_year', 'x-y', 'div', 'and', 'or', 'mod', 'b.c', 'été');
const text = fc.string({ maxLength: 6 }).filter((one) => !(one.includes("'") && one.includes('"')));
const operator = fc.constantFrom<BinaryOperator>(
  'or',
  'and',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '+',
  '-',
  '*',
  'div',
  'mod',
  '|',
);
const number = fc.oneof(
  fc.nat(1000),
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 1e21, 1e-7, 0.1, 123456789012),
);

/** Any tree that the parser can give. */
export const { tree } = fc.letrec<{ tree: Tree; step: Step }>((tie) => ({
  step: fc.oneof(
    fc.record({
      axis: fc.constant('child' as const),
      name: fc.oneof(name, fc.constant('*')),
      predicates: fc.array(tie('tree'), { maxLength: 1 }),
    }),
    fc.record({
      axis: fc.constantFrom('self' as const, 'parent' as const),
      name: fc.constant(''),
      predicates: fc.constant([]),
    }),
    fc.record({ axis: fc.constant('attribute' as const), name, predicates: fc.constant([]) }),
  ),
  tree: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'tree' },
    fc.record({
      kind: fc.constant('number' as const),
      value: number.map((value) => (Object.is(value, -0) ? 0 : value)),
    }),
    fc.record({ kind: fc.constant('text' as const), value: text }),
    fc.record({
      kind: fc.constant('field' as const),
      roster: fc.constantFrom('', 'kid'),
      name: fc.constantFrom('age', '__proto__', 'q1'),
      lastSaved: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('selected', 'jr:choice-name', 'not', 'count-selected', 'div'),
      args: fc.array(tie('tree'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('binary' as const), operator, left: tie('tree'), right: tie('tree') }),
    fc.record({ kind: fc.constant('negate' as const), value: tie('tree') }),
    fc.record({
      kind: fc.constant('path' as const),
      absolute: fc.boolean(),
      base: fc.constant(null),
      filters: fc.constant([]),
      steps: fc.array(tie('step'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('path' as const),
      absolute: fc.constant(false),
      base: tie('tree'),
      filters: fc.array(tie('tree'), { minLength: 1, maxLength: 2 }),
      steps: fc.array(tie('step'), { maxLength: 2 }),
    }),
  ),
}));
