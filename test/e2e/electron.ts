import { once } from 'node:events';
import { resolve } from 'node:path';
import { electronHere, electronProgram, endProcess, launchElectron, startWords } from '../electron/shell.ts';
import { NO_NETWORK, type Shell } from './shell.ts';
import { keepPreferences } from './preferences.ts';

const SCREENS = resolve(import.meta.dirname, '../../dist/renderer');

let program: Promise<string> | undefined;

/** The desktop program, on a display of the tests' own. */
export const electronShell: Shell = {
  name: 'Electron',
  ...electronHere,
  async start(options) {
    program ??= electronProgram();
    const executablePath = await program;
    const { args, env } = await startWords({
      folder: options.folder,
      env: { GUITAI_RENDERER: SCREENS },
    });
    const app = await launchElectron({ executablePath, args: [...NO_NETWORK, ...args], env });
    const page = await app.firstWindow();
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]!.setContentSize(width, height);
    }, options.size);
    await page.waitForFunction(
      ({ width, height }) => innerWidth === width && innerHeight === height,
      options.size,
    );
    await keepPreferences(page, options);
    // The window loaded its page at once, without them.
    await page.reload();
    const child = app.process();
    const pid = child.pid!;
    return {
      page,
      processIds: () => [pid],
      async kill() {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = once(child, 'exit');
        endProcess(pid);
        await gone;
      },
      close: () => app.close(),
    };
  },
};
