import { describe, expect, test } from 'vitest';
import { parse } from '../../src/expression/parse.ts';
import { isFault } from '../../src/fault.ts';

function faultOf(text: string): string {
  try {
    parse(text, 'survey row 5 › relevant');
  } catch (error) {
    if (isFault(error)) return error.message;
    throw error;
  }
  throw new Error(`no fault in ${text}`);
}

describe('names, operators and what stands before them', () => {
  test.each([
    ['a-b', { kind: 'path', steps: [{ name: 'a-b' }] }],
    ['a -b', { kind: 'binary', operator: '-' }],
    ['${a}-${b}', { kind: 'binary', operator: '-' }],
    ['5-3', { kind: 'binary', operator: '-' }],
    ['div div div', { kind: 'binary', operator: 'div', left: { kind: 'path' }, right: { kind: 'path' } }],
    ['and and and', { kind: 'binary', operator: 'and' }],
    ['* * *', { kind: 'binary', operator: '*', left: { steps: [{ name: '*' }] } }],
    ['mod mod 2', { kind: 'binary', operator: 'mod' }],
    ['.>5', { kind: 'binary', operator: '>', left: { steps: [{ axis: 'self' }] } }],
    ['.>.5', { kind: 'binary', operator: '>', right: { kind: 'number', value: 0.5 } }],
    ['. - 1', { kind: 'binary', operator: '-' }],
    ['div(1)', { kind: 'call', name: 'div' }],
    ["jr:choice-name(., 'x')", { kind: 'call', name: 'jr:choice-name' }],
    ['1 or 2 and 3', { kind: 'binary', operator: 'or' }],
    ['1 = 2 < 3', { kind: 'binary', operator: '=' }],
    ['1 + 2 * 3', { kind: 'binary', operator: '+' }],
    ['-1 + 2', { kind: 'binary', operator: '+' }],
    ['-${a} * 2', { kind: 'binary', operator: '*' }],
    ['1\n  and\t2', { kind: 'binary', operator: 'and' }],
    ['${__proto__}', { kind: 'field', name: '__proto__' }],
    ['${group/kid/age}', { kind: 'field', name: 'age', roster: 'kid' }],
  ])('%s', (text, tree) => {
    expect(parse(text, 'here').tree).toMatchObject(tree);
  });
});

describe('faults show place, expression and caret', () => {
  test.each([
    ['', 'an empty expression', 0],
    ['   ', 'an empty expression', 0],
    ['${a} >', 'the expression ends where a value is expected', 6],
    ['(${a}', "'(' is not closed; add ')'", 0],
    ['sum(${a}', "'(' is not closed; add ')'", 3],
    ['a[1', "'[' is not closed; add ']'", 1],
    ['1 2', "expected an operator, found '2'", 2],
    ['f(1 2)', "expected ',', ')' or an operator, found '2'", 4],
    ['f(1,)', "expected a value, found ')'", 4],
    ["${a} = 'x", "a text that is not closed; add '", 7],
    ['${a} == 1', "'==' is not an operator; write =", 5],
    ['${a} <> 1', "'<>' is not an operator; write !=", 5],
    ['${a} && 1', "'&' is not an operator; write and", 5],
    ['${a} || 1', "'||' is not an operator; write or", 5],
    ['!${a}', "'!' is not an operator; write not(…) or !=", 0],
    ['${a} = ‘x’', 'typographic quotes; use \' or "', 7],
    ['${a} – 1', 'a typographic dash; write -', 5],
    ['${a', "'${' without '}'", 0],
    ['$a', "'$' without a name in braces; write ${name}", 0],
    ['${}', "not a field name: ''", 0],
    ['${a b}', "not a field name: 'a b'", 0],
    ['a/', "expected a name after '/', found the end", 2],
    ['a#b', "unexpected character '#'", 1],
    ['${a} = 1)', "expected an operator, found ')'", 8],
  ])('%s', (text, wrong, column) => {
    const message = faultOf(text);
    expect(message.split('\n')[0]).toBe(`survey row 5 › relevant: ${wrong}`);
    expect(message.split('\n').at(-1)).toBe(`    ${' '.repeat(column)}^`);
  });

  test('of many lines, the one at fault is shown', () => {
    expect(faultOf('${a} = 1\n  and ${b} == 2\n or 1').split('\n').slice(1)).toEqual([
      '      and ${b} == 2',
      '               ^',
    ]);
  });

  test('a long line is cut to the part around the fault', () => {
    const lines = faultOf(`${"${a} = 'x' or ".repeat(40)}${'${b} == 2'}${" or ${a} = 'x'".repeat(40)}`).split('\n');
    const [shown = '', caret = ''] = lines.slice(1);
    expect(shown.length).toBeLessThan(120);
    expect(shown.slice(caret.indexOf('^')).startsWith('== 2')).toBe(true);
  });
});

describe('hostile input ends in a fault, not in a stack overflow', () => {
  test.each([
    ['parentheses', '('.repeat(10_000) + '1' + ')'.repeat(10_000)],
    ['open parentheses', '('.repeat(10_000)],
    ['minus signs', `${'-'.repeat(10_000)}1`],
    ['calls', 'not('.repeat(10_000)],
    ['brackets', 'a['.repeat(10_000)],
    ['a chain', `1${' + 1'.repeat(10_000)}`],
    ['a chain of both', `1${' + 1 * 2'.repeat(10_000)}`],
  ])('%s', (_, text) => {
    expect(faultOf(text)).toMatch(/nested more than 400 deep|more than 1000 operators in a row/);
  });
});
