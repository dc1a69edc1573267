import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

/**
 * The program as it is installed: a file for each command and each thread, with what they share beside them. As CommonJS, since Node 20 loads
 * forty modules of it in half the time.
 */
export default defineConfig({
  input: ['src/cli.ts', 'src/publish/drawing/drawer.ts', 'src/publish/report/word/writer.ts', 'src/stages/modeller.ts'],
  platform: 'node',
  external: ['@resvg/resvg-js'],
  // Vega's build for Node measures text by a package `canvas`, where one happens to be installed: here fonts are measured by the program.
  resolve: {
    alias: {
      'vega-canvas': fileURLToPath(
        new URL('../node_modules/vega-canvas/build/vega-canvas.browser.js', import.meta.url),
      ),
    },
  },
  output: { dir: 'dist', format: 'cjs', cleanDir: true },
});
