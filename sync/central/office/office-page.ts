import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** The style that React Aria puts into the page by itself (react-aria, `usePress`), admitted by its hash and no other. */
const PRESSABLE_STYLE = `@layer {
  [data-react-aria-pressable] {
    touch-action: pan-x pan-y pinch-zoom;
  }
}`;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const pressable = createHash('sha256').update(PRESSABLE_STYLE).digest('base64');
const headers = {
  // Its own files and its own API, nothing else (Content Security Policy Level 3, W3C).
  'Content-Security-Policy': [
    "default-src 'self'",
    `style-src 'self' 'sha256-${pressable}'`,
    "img-src 'self' data: blob:",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Serves the built page from memory: `/` is `index.html`, and no path that anybody sends reaches the disk. Throws where the
 * folder holds no page.
 */
export function addOfficePage(app: FastifyInstance, folder: string): void {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  if (!names.includes('index.html')) throw new Error(`${folder} holds no index.html`);
  for (const name of names) {
    const contentType = contentTypes[extname(name)];
    if (contentType === undefined) continue;
    const body = readFileSync(join(folder, name));
    const path = name === 'index.html' ? '/' : `/${name.split(sep).join('/')}`;
    // Vite names what is in there by a hash of its content.
    const caching = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    app.get(path, (_request, reply) =>
      reply
        .headers({ ...headers, 'Cache-Control': caching })
        .type(contentType)
        .send(body),
    );
  }
}
