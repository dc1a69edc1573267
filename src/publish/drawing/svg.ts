import type { Spec as VegaSpec } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import type { Fonts } from './fonts.ts';

/** Vega keeps the ids of its gradients and the way it measures text for the whole process, so that only one drawing may be under way. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Draws a Vega-Lite spec with inline data as an SVG document, in px: the same bytes for the same spec, whatever was drawn before. Text is measured
 * with the fonts given, not guessed. A warning of Vega or Vega-Lite is an error, as is a spec that would load something.
 */
export async function drawSvg(spec: TopLevelSpec, fonts: Fonts): Promise<string> {
  const [svg] = await inTurn(() => draw(spec, fonts, []));
  return svg ?? '';
}

/**
 * The same, and the drawing once more without its title and without the view named `notes`: for a page that sets those texts itself. The
 * spec is compiled once for both.
 */
export async function drawWithBare(
  spec: TopLevelSpec,
  fonts: Fonts,
  notes: string,
): Promise<{ readonly svg: string; readonly bare: string }> {
  const [svg = '', bare = ''] = await inTurn(() => draw(spec, fonts, [(compiled) => withoutFrame(compiled, notes)]));
  return { svg, bare };
}

function inTurn<T>(drawing: () => Promise<T>): Promise<T> {
  const done = last.then(drawing);
  last = done.catch(() => undefined);
  return done;
}

/** The compiled spec without title and notes; Vega-Lite calls the group of a named view after it. */
function withoutFrame(compiled: VegaSpec, notes: string): VegaSpec {
  const { title: _title, ...rest } = compiled;
  return { ...rest, marks: (compiled.marks ?? []).filter(({ name }) => name !== `${notes}_group`) };
}

/** Draws a spec as it is, and then as each change of its compiled form makes it. */
async function draw(
  spec: TopLevelSpec,
  fonts: Fonts,
  changes: readonly ((compiled: VegaSpec) => VegaSpec)[],
): Promise<readonly string[]> {
  const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const complaints: string[] = [];
  const logger = loggerInto(complaints);
  measureWith(vega, fonts);
  const { spec: compiled } = compile(spec, { logger });
  const drawings: string[] = [];
  for (const each of [compiled, ...changes.map((change) => change(compiled))]) {
    vega.resetSVGDefIds();
    const view = new vega.View(vega.parse(each), { renderer: 'none', logger, loader: nothingLoads() });
    drawings.push(described(await view.toSVG(), spec.description ?? ''));
    view.finalize();
  }
  if (complaints.length > 0) throw new Error(`drawing: ${complaints.join('; ')}`);
  return drawings;
}

/** A text as Vega knows it when it asks for its width. */
interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
  /** Longest width allowed; Vega shortens what is longer. */
  readonly limit?: number;
}

/** Vega's own estimate, made without a canvas, is up to 1.9 times the width. */
function measureWith(vega: object, fonts: Fonts): void {
  const { textMetrics } = vega as { textMetrics: { width: (item: TextItem, text: unknown) => number } };
  textMetrics.width = (item, text) => {
    const bold = item.fontWeight === 'bold' || Number(item.fontWeight) >= 600;
    const width = fonts.width(
      text === null || text === undefined ? '' : String(text).trim(),
      item.fontSize ?? 11,
      bold,
    );
    return item.limit !== undefined && item.limit > 0 ? Math.min(width, item.limit) : width;
  };
}

/** Collects what Vega complains of. To throw from here would leave a drawing that waits for data waiting for ever. */
function loggerInto(complaints: string[]) {
  const complain = (...messages: readonly unknown[]) => {
    complaints.push(messages.map(String).join(' '));
    return logger;
  };
  const logger = { level: () => logger, error: complain, warn: complain, info: () => logger, debug: () => logger };
  return logger as never;
}

function nothingLoads() {
  const refuse = (uri: string) => Promise.reject(new Error(`a picture may not load ${uri}`));
  return { load: refuse, sanitize: refuse, http: refuse, file: refuse } as never;
}

/**
 * The document as one image that says what it shows to those who do not see it. Vega places texts by their left and right ends, whatever
 * the direction of the page that the drawing may stand in.
 */
function described(svg: string, description: string): string {
  const escaped = description
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
  return svg.replace('<svg ', () => `<svg role="img" aria-label="${escaped}" direction="ltr" `);
}
