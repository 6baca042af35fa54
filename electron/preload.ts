import { contextBridge, ipcRenderer } from 'electron';
import manifest from '../package.json' with { type: 'json' };

// The one bridge between the sandboxed page and the shell. A port to the service cannot go through the context bridge, so
// it comes to the page as a message from its own window, with the port in `event.ports`.

/** Lets the page follow what main tells; whoever begins late hears the last of it. Returns how to stop. */
function follow(channel: string): (take: (value: unknown) => void) => () => void {
  const takes = new Set<(value: unknown) => void>();
  let last: { readonly value: unknown } | null = null;
  ipcRenderer.on(channel, (_event, value: unknown) => {
    last = { value };
    for (const take of takes) take(value);
  });
  return (take) => {
    takes.add(take);
    if (last) take(last.value);
    return () => void takes.delete(take);
  };
}

for (const type of ['service-port', 'service-gone']) {
  ipcRenderer.on(type, (event) => window.postMessage({ type }, window.location.origin, event.ports));
}

contextBridge.exposeInMainWorld('guitaiShell', {
  kind: 'electron',
  version: manifest.version,
  platform: process.platform,
  connect: () => ipcRenderer.send('connect'),
  onServiceState: follow('service-state'),
  onUpdateState: follow('update-state'),
  showCustomerDisplay: (isWanted: boolean) => ipcRenderer.send('customer-display', isWanted),
  installUpdate: () => ipcRenderer.send('install-update'),
});
