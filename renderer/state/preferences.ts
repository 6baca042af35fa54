import { create } from 'zustand';
import { languages, type Language } from '../../domain/text/language.ts';

export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

/** What this screen remembers by itself: how it looks, not what it sells. Kept in the browser's storage of this machine. */
interface Preferences {
  /** Null until somebody chose: the shop's own language then. */
  readonly language: Language | null;
  readonly theme: Theme;
  /** Scan mode hides the tiles and widens the basket. */
  readonly isScanMode: boolean;
  readonly isMuted: boolean;
}

const STORAGE_KEY = 'guitai-preferences';
const defaults: Preferences = { language: null, theme: 'system', isScanMode: false, isMuted: false };

export const usePreferences = create<Preferences>(() => ({ ...defaults, ...readStored() }));

export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change);
  localStorage.setItem(STORAGE_KEY, JSON.stringify(usePreferences.getState()));
}

/** Keeps `data-theme` on the document in step with the preference and with the machine's own. */
export function applyTheme(): void {
  const machine = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme } = usePreferences.getState();
    const isDark = theme === 'dark' || (theme === 'system' && machine.matches);
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  };
  machine.addEventListener('change', apply);
  usePreferences.subscribe(apply);
  apply();
}

/** Whatever else stands in the storage is somebody else's, or of a version that is gone. */
function readStored(): Partial<Preferences> {
  const text = localStorage.getItem(STORAGE_KEY);
  if (text === null) return {};
  try {
    const stored = JSON.parse(text) as Partial<Record<keyof Preferences, unknown>>;
    return {
      ...(languages.includes(stored.language as Language) && { language: stored.language as Language }),
      ...(themes.includes(stored.theme as Theme) && { theme: stored.theme as Theme }),
      ...(typeof stored.isScanMode === 'boolean' && { isScanMode: stored.isScanMode }),
      ...(typeof stored.isMuted === 'boolean' && { isMuted: stored.isMuted }),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
