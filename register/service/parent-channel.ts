/** A port that Electron hands along with a message. */
export interface FramePort {
  postMessage(message: unknown): void;
  on(event: 'message', take: (message: { readonly data: unknown }) => void): unknown;
  on(event: 'close', take: () => void): unknown;
  start(): void;
  close(): void;
}

/** The way to the program that started this one, whichever it is. */
export interface ParentChannel {
  /** Says something to it; nothing happens when it is gone. */
  readonly send: (message: unknown) => void;
  onMessage(take: (message: unknown, ports: readonly FramePort[]) => void): void;
  /** Called when it is gone, or says that this program is to end; at once where that was before. */
  onStop(take: () => void): void;
  /** Lets this process end, which an open channel would keep. */
  release(): void;
}

/** What Electron puts on `process` in a `utilityProcess`; it exports no module for it. */
export interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', take: (message: ParentMessage) => void): void;
  off(event: 'message', take: (message: ParentMessage) => void): void;
}

export interface ParentMessage {
  readonly data: unknown;
  readonly ports: readonly FramePort[];
}

/** The channel to a parent under Node or Electron, or null for a program that was started from a shell. */
export function findParentChannel(): ParentChannel | null {
  const parentPort = findElectronParent();
  if (parentPort) return channelOfElectron(parentPort);
  return process.send ? channelOfNode() : null;
}

export function findElectronParent(): ElectronParentPort | null {
  return (process as { readonly parentPort?: ElectronParentPort }).parentPort ?? null;
}

/** Chromium ends a `utilityProcess` together with Electron's main process, so that its end is never seen here. */
function channelOfElectron(parentPort: ElectronParentPort): ParentChannel {
  const onMessage: ParentChannel['onMessage'] = (take) =>
    parentPort.on('message', ({ data, ports }) => take(data, ports));
  return {
    send: (message) => parentPort.postMessage(message),
    onMessage,
    onStop: (take) => onMessage((message) => isStop(message) && take()),
    // Ending here could lose what was said last; who heard why nothing was opened ends this process.
    release: () => undefined,
  };
}

/** `{ kind: 'stop' }`: there is no signal that ends a `utilityProcess` cleanly on every system. */
function isStop(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'stop';
}

function channelOfNode(): ParentChannel {
  return {
    send(message) {
      // It may be gone before its end is seen here; then nobody is left to hear it.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (take) => void process.on('message', (message) => take(message, [])),
    onStop(take) {
      if (!process.connected) return take();
      process.once('disconnect', take);
    },
    release() {
      if (process.connected) process.disconnect();
    },
  };
}
