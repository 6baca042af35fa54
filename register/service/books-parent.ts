import { findElectronParent, type FramePort } from './parent-channel.ts';

/** The service, as the process that works on the books sees it. */
export interface BooksParent {
  say(message: unknown): void;
  /** Says what it did, then ends. */
  sayLast(message: unknown): void;
  isThere(): boolean;
}

/** The service that this process was started for: its parent under Node; under Electron it is at the end of a port. */
export async function findBooksParent(): Promise<BooksParent> {
  const electron = findElectronParent();
  if (!electron) return parentOfNode();
  const port = await new Promise<FramePort>((resolve) => {
    electron.on('message', ({ ports: [given] }) => given && resolve(given));
  });
  return parentOfPort(port);
}

function parentOfNode(): BooksParent {
  return {
    // That nobody hears it any more is for `isThere` to say, and no error of the work.
    say: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    sayLast: (message) =>
      void process.send?.(message, undefined, undefined, () => {
        // A service that was killed is gone already.
        if (process.connected) process.disconnect();
      }),
    isThere: () => process.connected,
  };
}

/** Electron ends this process when the service has the result, has no more use for it, or is gone. */
function parentOfPort(port: FramePort): BooksParent {
  return {
    say: (message) => port.postMessage(message),
    sayLast: (message) => port.postMessage(message),
    isThere: () => true,
  };
}
