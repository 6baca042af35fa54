// oxlint-disable-next-line import/no-unassigned-import -- what follows adds to it.
import 'react';

declare module 'react' {
  /** A style may set the custom properties that the style sheets read. */
  interface CSSProperties {
    '--part'?: string;
    '--place'?: number;
  }
}
