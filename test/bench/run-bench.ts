import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lockWriter } from '../../db/writer-lock.ts';
import { benchTills } from './bench-tills.ts';
import { importArticles, replayYear } from './bulk-figures.ts';
import { articleByBarcode, articleSearch } from './catalogue-figures.ts';
import { priceLargeBasket, scanArticle, settleSale } from './counter-figures.ts';
import type { Bench, Figure, Outcome } from './figure.ts';
import { suggestions } from './insight-figures.ts';
import { outcomeHeader, outcomeText } from './outcome-text.ts';
import { memberByCode, memberImport, memberSearch } from './member-figures.ts';
import { salesByDay, verifyBooks, xReport } from './report-figures.ts';
import { screen } from './screen-figures.ts';
import { killService, scanThroughService, startService } from './service-figures.ts';

const USAGE = `npm run -s bench -- [--only NAME,NAME] [--json] [--articles N] [--history N] [--members N]
                    [--cache DIR]

Builds its data once under a cache folder and measures the program on it: figures beside the floor of this machine
and their target. Exits 1 only when something could not be measured.
`;

const figures: readonly Figure[] = [
  articleByBarcode,
  articleSearch,
  memberByCode,
  memberSearch,
  scanArticle,
  priceLargeBasket,
  settleSale,
  suggestions,
  startService,
  scanThroughService,
  killService,
  screen,
  xReport,
  salesByDay,
  verifyBooks,
  importArticles,
  memberImport,
  replayYear,
];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    articles: { type: 'string', default: '100000' },
    history: { type: 'string', default: '2000000' },
    members: { type: 'string', default: '1000000' },
    cache: { type: 'string', default: defaultCache() },
    help: { type: 'boolean', default: false },
  },
});
if (values.help)
  process.stdout.write(`${USAGE}\nNAME is one of ${figures.map(({ name }) => name).join(', ')}.\n`);
else await run();

async function run(): Promise<void> {
  const names = values.only?.split(',') ?? figures.map(({ name }) => name);
  const chosen = figures.filter(({ name }) => names.includes(name));
  const unknown = names.find((name) => !figures.some((figure) => figure.name === name));
  if (unknown !== undefined) refuse(`No figure is called ${unknown}; --help lists them.`);
  const note = (text: string) => void process.stderr.write(`${text}\n`);
  mkdirSync(values.cache, { recursive: true });
  // Two runs would measure each other.
  const lock = lockWriter(values.cache);
  const sizes = {
    articles: wholeNumber('articles'),
    history: wholeNumber('history'),
    members: wholeNumber('members'),
  };
  const bench: Bench = { sizes, tills: benchTills(values.cache, note), note };
  const outcomes: Outcome[] = [];
  if (!values.json) process.stdout.write(outcomeHeader());
  for (const figure of chosen) {
    const measured = await figure.measure(bench);
    if (typeof measured === 'string') note(`${figure.name} was skipped: ${measured}`);
    else outcomes.push(...measured);
    if (!values.json && typeof measured !== 'string')
      process.stdout.write(measured.map(outcomeText).join(''));
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ sizes, outcomes }, null, 2)}\n`);
  lock.release();
}

function wholeNumber(option: 'articles' | 'history' | 'members'): number {
  const number = Number(values[option]);
  if (!Number.isInteger(number) || number < 1_000) refuse(`--${option} takes a whole number from 1000.`);
  return number;
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function defaultCache(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const byPlatform =
    process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
  return join(XDG_CACHE_HOME ?? LOCALAPPDATA ?? byPlatform, 'guitai-bench');
}
