import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const notices = {
  en: 'The counter is on its way. Until it is here, the register works from the command line:',
  zh: '收银台界面正在制作中。在此之前，请用命令行使用收银系统：',
};

// POSIX names the language in these variables, the first that is set winning; Windows only through Intl.
const { LC_ALL, LC_MESSAGES, LANG } = process.env;
const language = LC_ALL || LC_MESSAGES || LANG || new Intl.DateTimeFormat().resolvedOptions().locale;
process.stdout.write(`${language.startsWith('zh') ? notices.zh : notices.en}\n\n`);

const commandLine = join(dirname(dirname(fileURLToPath(import.meta.url))), 'register', 'cli', 'main.ts');
const { status } = spawnSync(process.execPath, [commandLine, '--help'], { stdio: 'inherit' });
process.exitCode = status ?? 1;
