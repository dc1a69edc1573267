import type { TopLevelSpec } from 'vega-lite';
import { expect } from 'vitest';
import type { Page } from '../../../src/publish/figures/figure.ts';
import { figureKinds } from '../../../src/publish/figures/registry.ts';
import { WIDTH } from '../../../src/publish/figures/theme.ts';
import { THEMES } from '../../../src/publish/figures/themes.ts';
import type { LanguageCode, Words } from '../../../src/publish/words/words.ts';
import type { Estimate } from '../../../src/table/estimate.ts';
import { FONTS } from '../fonts.ts';
import { testWords } from '../words.ts';

/** The page that the tests draw for. */
export function testPage(words: Words): Page {
  return { words, width: FONTS.width, theme: THEMES.ilo, space: WIDTH };
}

export const LANGUAGES: readonly LanguageCode[] = ['fr', 'en', 'ar'];

/** Draws an entry of schemas/figures.json, checked as the study checks it. */
export function figure(
  entry: { readonly kind: string },
  estimates: readonly Estimate[],
  words: Words = testWords('en'),
): TopLevelSpec | null {
  const { kind: name, ...rest } = entry;
  const kind = figureKinds[name];
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind.make(kind.params.parse(rest) as never, undefined)(estimates, testPage(words));
}

/** The same, where something must be drawn. */
export function drawn(...asked: Parameters<typeof figure>): TopLevelSpec {
  const spec = figure(...asked);
  expect(spec).not.toBeNull();
  return spec as TopLevelSpec;
}

/** Every text of a kind that a spec draws in its marks, in order, without the marks of direction. */
export function textsIn(spec: TopLevelSpec): readonly string[] {
  const texts: string[] = [];
  JSON.stringify(spec, (key, value: unknown) => {
    if (key === 'text' && typeof value === 'string') texts.push(value.replace(/[\u202b\u202c]/g, ''));
    return value;
  });
  return texts;
}
