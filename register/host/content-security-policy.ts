import { createHash } from 'node:crypto';

/**
 * The one style that React Aria puts into the page by itself (react-aria, `usePress`): without it a touch on a button
 * that moves a little scrolls. It is admitted by its hash, so that no other inline style is. The styles that React and the
 * charts set on elements go through the object model, which the policy leaves alone.
 */
export const PRESSABLE_STYLE = `@layer {
  [data-react-aria-pressable] {
    touch-action: pan-x pan-y pinch-zoom;
  }
}`;

/**
 * What the screens may load and talk to: their own files and the sources given for `connect-src`. No inline script, no
 * frames, no plug-ins, nothing sent elsewhere. Content Security Policy Level 3, W3C.
 */
export function contentSecurityPolicy(connectSources: readonly string[]): string {
  const pressable = createHash('sha256').update(PRESSABLE_STYLE).digest('base64');
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'sha256-${pressable}'`,
    "img-src 'self' data: blob:",
    ['connect-src', ...(connectSources.length > 0 ? connectSources : ["'none'"])].join(' '),
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}
