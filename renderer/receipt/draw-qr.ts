import { qrcode, type DrawingContext } from 'bwip-js/generic';
import type { CodeDrawing } from '../../domain/receipt/document.ts';

/** Above it a code is denser than a phone reads from a screen. */
const TEXT_MAX_LENGTH = 300;

/** Draws a QR code as an SVG path; null for a text that is empty or too long. */
export function drawQr(text: string): CodeDrawing | null {
  if (text === '' || text.length > TEXT_MAX_LENGTH) return null;
  let size = { widthModules: 0, heightModules: 0 };
  let path = '';
  // The encoder draws a QR code in polygons alone, at error level M unless told.
  const drawing: DrawingContext<void> = {
    scale: (x, y) => [x, y],
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init(width, height) {
      size = { widthModules: width, heightModules: height };
    },
    polygon(points) {
      path += `M${points.map(([x, y]) => `${x} ${y}`).join('L')}z`;
    },
    line: () => undefined,
    hexagon: () => undefined,
    ellipse: () => undefined,
    text: () => undefined,
    fill: () => undefined,
    end: () => undefined,
  };
  qrcode({ bcid: 'qrcode', text, scale: 1 }, drawing);
  return { ...size, path };
}
