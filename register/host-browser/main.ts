import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hostText } from '../../domain/text/host-text.ts';
import type { Language } from '../../domain/text/language.ts';
import { defaultDataFolder } from '../cli/data-folder.ts';
import { runHost, type HostOptions } from './run-host.ts';

// The register for a browser on this machine, as a program:
// `node register/host-browser/main.ts [--data DIR] [--port N] [--no-open] [--renderer DIR]`.
// It runs until its window is closed, or until SIGINT, SIGTERM or SIGHUP; 0 done, 1 failed, 2 wrong usage.

const PORT_MAX = 65_535;
const RENDERER_FOLDER = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

const options = readOptions();
if (!options) {
  process.exit(2);
} else {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort());
  process.exit(await runHost({ ...options, ending: ending.signal }));
}

function readOptions(): Omit<HostOptions, 'ending'> | null {
  const language = machineLanguage();
  const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        renderer: { type: 'string' },
        'no-open': { type: 'boolean' },
      },
    });
    const port = values.port === undefined ? null : Number(values.port);
    if (port === null || (Number.isInteger(port) && port >= 1 && port <= PORT_MAX)) {
      return {
        folder: values.data ?? defaultDataFolder(process.env),
        rendererFolder: values.renderer ?? RENDERER_FOLDER,
        port,
        isWindowWanted: values['no-open'] !== true,
        language,
        machine: { platform: process.platform, env: process.env, home: homedir() },
        say,
      };
    }
    process.stderr.write(`${hostText[language].portInvalid}\n`);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
  return null;
}

/** POSIX names the language in these variables, the first that is set winning; Windows only through Intl. */
function machineLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const locale = LC_ALL || LC_MESSAGES || LANG || new Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.startsWith('zh') ? 'zh-CN' : 'en';
}
