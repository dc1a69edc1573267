import type * as VegaModule from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import type { Fonts } from './fonts.ts';

type Vega = typeof VegaModule;
type View = VegaModule.View;

/** Vega keeps the ids of its gradients and the way it measures text for the whole process, so that only one drawing may be under way. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Draws a Vega-Lite spec with inline data as an SVG document, in px: the same bytes for the same spec, whatever was drawn before. Text is measured
 * with the fonts given, not guessed. A warning of Vega or Vega-Lite is an error, as is a spec that would load something. `bare` is the drawing
 * without its title and without the view named `notes`, for a page that sets those texts itself; it is laid out once for both.
 */
export function drawWithBare(
  spec: TopLevelSpec,
  fonts: Fonts,
  notes: string,
): Promise<{ readonly svg: string; readonly bare: string }> {
  return inTurn(() => draw(spec, fonts, (vega, view) => withoutFrame(vega, view, notes)));
}

function inTurn<T>(drawing: () => Promise<T>): Promise<T> {
  const done = last.then(drawing);
  last = done.catch(() => undefined);
  return done;
}

/** Draws a spec as it is, and what `rest` makes of its view. */
async function draw(
  spec: TopLevelSpec,
  fonts: Fonts,
  rest: (vega: Vega, view: View) => Promise<string>,
): Promise<{ readonly svg: string; readonly bare: string }> {
  const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const complaints: string[] = [];
  const logger = loggerInto(complaints);
  measureWith(vega, fonts);
  const { spec: compiled } = compile(spec, { logger });
  vega.resetSVGDefIds();
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger, loader: nothingLoads() });
  const svg = described(await view.toSVG(), spec);
  vega.resetSVGDefIds();
  const bare = described(await rest(vega, view), spec);
  view.finalize();
  if (complaints.length > 0) throw new Error(`drawing: ${complaints.join('; ')}`);
  return { svg, bare };
}

/** What Vega has beside its types: the root of a scene, whose only item holds the marks, and what writes a scene as SVG. */
interface Scene {
  readonly root: { readonly items: [{ items: readonly Mark[] }] };
}
interface Mark {
  readonly role: string;
  readonly name?: string;
  readonly bounds: { readonly x1: number; readonly x2: number; readonly y1: number; readonly y2: number };
}
interface SceneWriter {
  initialize(element: null, width: number, height: number, origin: readonly [number, number]): SceneWriter;
  background(colour: string): SceneWriter;
  renderAsync(root: Scene['root']): Promise<SceneWriter>;
  svg(): string;
}

/** The laid out view without its title and its notes, in the room that the rest takes; Vega-Lite calls the group of a named view after it. */
async function withoutFrame(vega: Vega, view: View, notes: string): Promise<string> {
  const { SVGStringRenderer } = vega as unknown as { readonly SVGStringRenderer: new (loader: unknown) => SceneWriter };
  const { root } = view.scenegraph() as unknown as Scene;
  const [page] = root.items;
  page.items = page.items.filter(({ role, name }) => role !== 'title' && name !== `${notes}_group`);
  const reach = (edges: readonly number[]) => Math.max(0, Math.ceil(Math.max(...edges)));
  const bounds = page.items.map((mark) => mark.bounds);
  const [left, top] = [reach(bounds.map(({ x1 }) => -x1)), reach(bounds.map(({ y1 }) => -y1))];
  const [right, bottom] = [reach(bounds.map(({ x2 }) => x2)), reach(bounds.map(({ y2 }) => y2))];
  const padding = view.padding() as { left: number; right: number; top: number; bottom: number };
  const writer = new SVGStringRenderer(nothingLoads()).initialize(
    null,
    left + right + padding.left + padding.right,
    top + bottom + padding.top + padding.bottom,
    [left + padding.left, top + padding.top],
  );
  return (await writer.background(view.background()).renderAsync(root)).svg();
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
function described(svg: string, { description = '' }: TopLevelSpec): string {
  const escaped = description
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
  return svg.replace('<svg ', () => `<svg role="img" aria-label="${escaped}" direction="ltr" `);
}
