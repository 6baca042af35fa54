import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { centralStartTexts, type CentralStartText } from '../../domain/text/central-start-text.ts';
import { fillTemplate, type Language } from '../../domain/text/language.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { defaultDataFolder } from './data-folder.ts';
import { readProxies, trustNearProxy, type TrustsProxy } from './proxies.ts';
import { reproject } from './project/reproject.ts';
import {
  openCentral,
  startCentral,
  type CentralOptions,
  type CentralStep,
  type RunningCentral,
} from './start-central.ts';

const ROOT = dirname(dirname(import.meta.dirname));
const DEFAULT_PORT = 7_443;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const EXIT_USAGE = 2;

type Environment = Readonly<Record<string, string | undefined>>;
type Say = (text: CentralStartText, values?: Readonly<Record<string, unknown>>) => void;
type Fault = { readonly text: CentralStartText; readonly values?: Readonly<Record<string, unknown>> };

/**
 * `npm run central`: starts central and runs until a signal ends it, or, with `reproject`, makes everything that comes from
 * journals again. Returns the exit code.
 */
export async function runCentral(
  args: readonly string[],
  env: Environment,
  print: (line: string) => void,
): Promise<number> {
  const texts = centralStartTexts[languageOf(env)];
  const say: Say = (text, values = {}) => print(fillTemplate(texts[text], values));
  const read = readOptions(args, env, say, (error) => print(messageOf(error)));
  if (!read.ok) {
    say(read.error.text, read.error.values);
    return EXIT_USAGE;
  }
  const { options, isReprojecting } = read.value;
  try {
    return await (isReprojecting ? runReproject(options, say) : serve(options, say));
  } catch (error) {
    if (isPortTaken(error)) say('portTaken', { port: options.port });
    else say('failed', { detail: messageOf(error) });
    return 1;
  }
}

async function serve(options: CentralOptions, say: Say): Promise<number> {
  const ending = new Promise<void>((end) => {
    for (const signal of SIGNALS) process.on(signal, () => end());
  });
  const running = await startCentral(options);
  tell(running, say);
  await ending;
  say('stopping');
  await running.stop();
  say('stopped');
  return 0;
}

function tell({ url, owner, codes }: RunningCentral, say: Say): void {
  if (owner !== null) say('owner', { url, ...owner });
  if (codes.length > 0) {
    say('codes');
    for (const { shop, tillCode, code } of codes) say('code', { shop, till: tillCode, code });
    say('joinHint', { url });
  }
  // The last thing that it says: whoever started it waits for this.
  say('listening', { url });
}

async function runReproject(options: CentralOptions, say: Say): Promise<number> {
  const opened = await openCentral(options);
  try {
    say('reprojected', { count: await reproject(opened.central, options.onFault) });
    return 0;
  } finally {
    await opened.close();
  }
}

interface ReadOptions {
  readonly options: CentralOptions;
  readonly isReprojecting: boolean;
}

function readOptions(
  args: readonly string[],
  env: Environment,
  say: Say,
  onFault: (error: unknown) => void,
): Result<ReadOptions, Fault> {
  const given = parseOptions(args);
  if (given === null) return fail({ text: 'usage' });
  const { values, positionals } = given;
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  const isReprojecting = positionals[0] === 'reproject';
  const isUnderstood =
    positionals.length === Number(isReprojecting) && Number.isInteger(port) && port >= 0 && port < 65_536;
  if (!isUnderstood) return fail({ text: 'usage' });
  const tls = readTls(values['tls-cert'], values['tls-key']);
  if (!tls.ok) return tls;
  const trustsProxy = readTrust(values['behind-proxy'], values.proxies);
  if (!trustsProxy.ok) return trustsProxy;
  if (!LOOPBACK.has(values.host) && tls.value === null && trustsProxy.value === null) {
    return fail({ text: 'needsTls', values: { host: values.host } });
  }
  const folder = resolve(values.data ?? defaultDataFolder(env));
  const databaseUrl = env['DATABASE_URL'] ?? null;
  const isDemo = !values['no-demo'] && databaseUrl === null;
  const options: CentralOptions = {
    folder,
    databaseUrl,
    keyText: env['GUITAI_CENTRAL_KEYS'] ?? null,
    keyFile: values.keys === undefined ? join(folder, 'chain-keys.json') : resolve(values.keys),
    chainName: values.name ?? 'Guitai',
    host: values.host,
    port,
    ...(tls.value === null ? {} : { tls: tls.value }),
    ...(trustsProxy.value === null ? {} : { trustsProxy: trustsProxy.value }),
    logger: { level: 'warn' },
    pageFolder: findPage(),
    demoArticles: isDemo || values.demo ? join(ROOT, 'register', 'demo', 'demo-articles.csv.gz') : null,
    onProgress: (step) => sayStep(step, say),
    onFault,
  };
  return ok({ options, isReprojecting });
}

/** Null where the words are not understood. */
function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        'behind-proxy': { type: 'boolean', default: false },
        proxies: { type: 'string' },
        name: { type: 'string' },
        keys: { type: 'string' },
        demo: { type: 'boolean', default: false },
        'no-demo': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Which proxies are believed; null for none. */
function readTrust(isBehindProxy: boolean, named: string | undefined): Result<TrustsProxy | null, Fault> {
  if (named === undefined) return ok(isBehindProxy ? trustNearProxy() : null);
  const trustsProxy = readProxies(named);
  return trustsProxy === null ? fail({ text: 'usage' }) : ok(trustsProxy);
}

function readTls(
  cert: string | undefined,
  key: string | undefined,
): Result<{ readonly cert: string; readonly key: string } | null, Fault> {
  if (cert === undefined && key === undefined) return ok(null);
  if (cert === undefined || key === undefined) return fail({ text: 'halfTls' });
  for (const file of [cert, key]) {
    if (!existsSync(file)) return fail({ text: 'fileFault', values: { file, detail: 'ENOENT' } });
  }
  return ok({ cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') });
}

/** Where people's page is; null where it was not built. */
function findPage(): string | null {
  const folder = join(ROOT, 'dist', 'central-page');
  return existsSync(join(folder, 'index.html')) ? folder : null;
}

function sayStep(step: CentralStep, say: Say): void {
  switch (step.kind) {
    case 'starting-database':
      return say('startingDatabase', { folder: step.folder });
    case 'migrated':
      return say('upToDate', { count: step.count });
    case 'making-demo':
      return say('makingDemo');
  }
}

function languageOf(env: Environment): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return locale.startsWith('zh') ? 'zh-CN' : 'en';
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
