import { create } from 'zustand';

/** What fills the window. The counter keeps its own left pane; signing in and locking stand before all of it. */
export type Screen = 'counter' | 'back-office' | 'settings';

interface ScreenState {
  readonly screen: Screen;
  /** The page of the back office or of the settings. */
  readonly page: string;
}

export const useScreen = create<ScreenState>(() => ({ screen: 'counter', page: '' }));

export function showScreen(screen: Screen, page = ''): void {
  useScreen.setState({ screen, page });
}
