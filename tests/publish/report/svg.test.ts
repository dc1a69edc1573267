import { describe, expect, test } from 'vitest';
import { inlineSvg } from '../../../src/publish/report/svg.ts';

const wrap = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inner}</svg>`;

describe('ids', () => {
  test.each([
    ['a clip path', '<clipPath id="c"/><g clip-path="url(#c)"/>', '<clipPath id="p-c"/><g clip-path="url(#p-c)"/>'],
    ['quotes in url()', `<g id="c" fill="url('#c')"/>`, '<g id="p-c" fill="url(#p-c)"/>'],
    ['a reference', '<g id="c"/><textPath xlink:href="#c"/>', '<g id="p-c"/><textPath xlink:href="#p-c"/>'],
    [
      'roles and names of parts, which the whole speaks for',
      '<g id="a" role="graphics-symbol" aria-roledescription="bar"/><g id="b" aria-labelledby="a b x"/><text>role="img"</text>',
      '<g id="p-a"/><g id="p-b"/><text>role="img"</text>',
    ],
    ['text that looks like one', '<text>url(#c) id</text>', '<text>url(#c) id</text>'],
  ])('%s', (_what, inner, expected) => expect(inlineSvg(wrap(inner), 'p', 'alt').markup).toContain(expected));
});

test('what stands before the drawing goes, and its root is one image with an escaped text', () => {
  const { markup } = inlineSvg(
    `<?xml version="1.0"?><!DOCTYPE svg><svg class="marks" role="graphics" aria-label="old" width="5"></svg>\n`,
    'p',
    'a "b" <c>',
  );
  expect(markup).toBe('<svg width="5" role="img" aria-label="a &quot;b&quot; &lt;c&gt;" focusable="false"></svg>');
});

test.each([
  '<script>x</script>',
  '<g onclick="x()"/>',
  '<image href="http://x.example/a.png"/>',
  '<g fill="url(http://x.example/#a)"/>',
  '<textPath href="http://x.example"/>',
  '<foreignObject/>',
])('refuses %s', (inner) => expect(() => inlineSvg(wrap(inner), 'p', '')).toThrow('loads or runs'));

test('refuses what is no drawing', () => expect(() => inlineSvg('<p></p>', 'p', '')).toThrow('without <svg>'));
