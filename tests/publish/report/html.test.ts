import { expect, test } from 'vitest';
import { anchors } from '../../../src/publish/report/anchors.ts';
import { escapeHtml, html, trusted } from '../../../src/publish/report/html.ts';

test.each([
  ['markup', '<b>&"\'', '&lt;b&gt;&amp;&quot;&#39;'],
  ['what is escaped already is escaped again', '&amp;', '&amp;amp;'],
  ['control characters', 'a\u0000\u001bb\n\tc', 'ab\n\tc'],
  ['other scripts', 'é العربية 😀', 'é العربية 😀'],
  ['nothing', '', ''],
])('escapes %s', (_what, text, expected) => expect(escapeHtml(text)).toBe(expected));

test('a template escapes text, keeps markup, joins lists and leaves null out', () => {
  const items = ['<a>', '&'].map((text) => html`<li>${text}</li>`);
  expect(html`<ul id="${'"'}">${items}${null}${3}${trusted('<br>')}</ul>`.markup).toBe(
    '<ul id="&quot;"><li>&lt;a&gt;</li><li>&amp;</li>3<br></ul>',
  );
});

test('anchors are safe, start with a letter and are never given twice', () => {
  const anchor = anchors();
  expect(['a', 'a', 'é/ü x', '1 b', '', '', 'a-2'].map(anchor)).toEqual([
    'a',
    'a-2',
    'x',
    'b',
    'part',
    'part-2',
    'a-2-2',
  ]);
});
