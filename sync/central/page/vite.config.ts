import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Central's page. Its policy for content is that of the register's screens, and so is its look. */
export default defineConfig({
  root: here('.'),
  base: './',
  publicDir: here('../../../renderer/public'),
  build: {
    outDir: here('../../../dist/central-page'),
    emptyOutDir: true,
    target: 'chrome130',
    // The content security policy knows no inline data but images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
