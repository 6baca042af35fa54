import { screen, type BrowserWindow, type Rectangle } from 'electron';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Where a window was when it was last seen. */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly isMaximized: boolean;
}

const DEFAULT_WIDTH = 1366;
const DEFAULT_HEIGHT = 768;
const MIN_SHARE_VISIBLE = 0.5;
const SIZE_MAX = 20_000;
const SAVE_AFTER_MS = 300;

/** The window's last place, or the middle of the main screen where there is none, or its screen is gone. */
export function readWindowState(file: string): WindowState {
  const stored = parseState(readText(file));
  if (stored && isOnScreen(stored.bounds)) return stored;
  const { workArea } = screen.getPrimaryDisplay();
  const width = Math.min(DEFAULT_WIDTH, workArea.width);
  const height = Math.min(DEFAULT_HEIGHT, workArea.height);
  const x = workArea.x + Math.round((workArea.width - width) / 2);
  const y = workArea.y + Math.round((workArea.height - height) / 2);
  // Most shop screens are no larger, and a counter wants all of one.
  const isMaximized =
    stored?.isMaximized ?? (workArea.width <= DEFAULT_WIDTH || workArea.height <= DEFAULT_HEIGHT);
  return { bounds: { x, y, width, height }, isMaximized };
}

/** Keeps a window's place in a file, a moment after it last moved and when it closes. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  const save = (): void => {
    const state: WindowState = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    writeFileSync(`${file}.part`, JSON.stringify(state));
    renameSync(`${file}.part`, file);
  };
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER_MS);
  };
  window.on('resize', later).on('move', later).on('maximize', later).on('unmaximize', later);
  window.on('close', () => {
    clearTimeout(timer);
    save();
  });
}

/** At least half of the window must be on one screen, or nobody could take hold of it. */
function isOnScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  const width =
    Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
  const height =
    Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y);
  if (width <= 0 || height <= 0) return false;
  return (width * height) / (bounds.width * bounds.height) >= MIN_SHARE_VISIBLE;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** A file that was cut off or written by hand counts as none. */
function parseState(text: string): WindowState | null {
  try {
    const { bounds, isMaximized } = JSON.parse(text) as Partial<WindowState>;
    const { x, y, width, height } = bounds ?? {};
    const isSane = [x, y, width, height].every(
      (side) => Number.isInteger(side) && Math.abs(side!) <= SIZE_MAX,
    );
    if (!isSane || width! < 1 || height! < 1) return null;
    return { bounds: { x: x!, y: y!, width: width!, height: height! }, isMaximized: isMaximized === true };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}
