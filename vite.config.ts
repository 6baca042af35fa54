import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The counter, and the customer's screen. */
const pages = ['index', 'display'].map((name) =>
  fileURLToPath(new URL(`renderer/${name}.html`, import.meta.url)),
);

export default defineConfig({
  root: 'renderer',
  base: './',
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    // The content security policy knows no inline data but images.
    assetsInlineLimit: 0,
    rolldownOptions: { input: pages },
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
  },
});
