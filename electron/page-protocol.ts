import { protocol } from 'electron';
import { contentSecurityPolicy } from '../register/host/content-security-policy.ts';
import { readRendererFiles, type RendererFile } from '../register/host/renderer-files.ts';
import { isOwnAddress, PAGE_SCHEME } from './page-address.ts';

/** Makes the scheme one that pages may live in. Must run before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: PAGE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built screens from memory under `guitai://app/`; any other address has nothing behind it. */
export function servePageFiles(folder: string): void {
  const files = readRendererFiles(folder);
  protocol.handle(PAGE_SCHEME, ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return answer(405, null);
    const file = isOwnAddress(url) ? files.get(new URL(url).pathname) : undefined;
    return file ? answer(200, file) : answer(404, null);
  });
}

function answer(status: number, file: RendererFile | null): Response {
  return new Response(file ? new Uint8Array(file.body) : null, {
    status,
    headers: {
      'Content-Security-Policy': contentSecurityPolicy([]),
      'Content-Type': file?.contentType ?? 'text/plain',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': file?.isImmutable ? 'max-age=31536000, immutable' : 'no-cache',
    },
  });
}
