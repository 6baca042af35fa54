/** An update of the desktop program; `version` is the new one, where there is one. */
export interface UpdateState {
  readonly state: 'none' | 'failed' | 'downloading' | 'ready' | 'waiting-for-shift';
  readonly version?: string;
}

/** What the desktop shell gives the page; absent in a browser. */
export interface Shell {
  readonly kind: 'electron';
  readonly version: string;
  readonly platform: string;
  /** Asks for a port to the service. It arrives as a message `service-port`, and again after each restart of the service. */
  connect(): void;
  /** Tells how the service is, as it changes. Returns how to stop. */
  onServiceState(take: (state: unknown) => void): () => void;
  /** Tells of its own updates, as an `UpdateState`. */
  onUpdateState(take: (state: unknown) => void): () => void;
  /** Opens the customer's screen, on the second monitor where there is one, or closes it. */
  showCustomerDisplay(isWanted: boolean): void;
  /** Puts in an update that is ready; the program starts again, unless a shift is open. */
  installUpdate(): void;
}

declare global {
  interface Window {
    readonly guitaiShell?: Shell;
  }
}

export const shell: Shell | null = window.guitaiShell ?? null;
