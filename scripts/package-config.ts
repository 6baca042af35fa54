import type { AfterPackContext, Configuration } from 'electron-builder';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** What is asked of a package, beyond the platform. */
export interface PackageOptions {
  /** The project's folder. */
  readonly root: string;
  /** Where the packages are put. */
  readonly output: string;
  readonly electronVersion: string;
  /** An unpacked Electron to take instead of fetching one. */
  readonly electronDist: string | null;
  /** For tests: `REGISTER_NODE` is honoured, and a driver may attach. Never shipped. */
  readonly isTestBuild: boolean;
}

/** Where better-sqlite3 keeps a driver for each platform; a package takes its own platform's and no other. */
const DRIVERS = 'node_modules/better-sqlite3/prebuilds';
/** The same of serialport, which has one driver for both kinds of Mac. */
const SERIAL_DRIVERS = 'node_modules/@serialport/bindings-cpp/prebuilds';

/** The packages of every platform: https://www.electron.build/docs/configuration. */
export function packageConfig({
  root,
  output,
  electronVersion,
  electronDist,
  isTestBuild,
}: PackageOptions): Configuration {
  return {
    appId: 'shop.guitai.register',
    productName: 'Guitai',
    copyright: 'Guitai',
    directories: { output, buildResources: join(root, 'electron', 'resources') },
    electronVersion,
    ...(electronDist !== null && { electronDist }),
    // Everything is bundled: no package is in the program, and nothing is compiled.
    npmRebuild: false,
    afterPack: removeStandIn,
    files: ['**/*'],
    asar: true,
    // Another Node cannot read inside an archive; the system's loader cannot either.
    asarUnpack: ['**/*.node', ...(isTestBuild ? ['service/**'] : [])],
    electronLanguages: ['en-US', 'zh-CN', 'en', 'zh_CN'],
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: isTestBuild,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    },
    artifactName: 'guitai-${version}-${os}-${arch}.${ext}',
    // Makes the files that a generic server of IT's hosts; the program asks the address in `updates.json`, never this one.
    publish: { provider: 'generic', url: 'https://updates.invalid/guitai' },
    ...platformConfig(root),
  };
}

/** The installers of each platform, and its own database driver. */
function platformConfig(root: string): Configuration {
  const driverOf = (platform: string) => [
    { from: join(root, DRIVERS), to: 'service/native', filter: [`${platform}-\${arch}.node`] },
    {
      from: join(root, SERIAL_DRIVERS),
      to: 'service/native/serialport/prebuilds',
      filter: [platform === 'darwin' ? 'darwin-*/**' : `${platform}-\${arch}/**`],
    },
  ];
  return {
    win: { target: ['nsis', 'msi'], files: driverOf('win32') },
    // Assisted and for all users; `/S` installs without a question.
    nsis: {
      oneClick: false,
      perMachine: true,
      allowElevation: true,
      allowToChangeInstallationDirectory: false,
      deleteAppDataOnUninstall: false,
      createDesktopShortcut: 'always',
    },
    msi: { oneClick: false, perMachine: true, runAfterFinish: false },
    linux: {
      target: ['AppImage', 'deb'],
      executableName: 'guitai',
      category: 'Office',
      synopsis: 'An offline-first shop register',
      maintainer: 'Guitai',
      vendor: 'Guitai',
      files: driverOf('linux'),
    },
    mac: {
      target: ['dmg'],
      category: 'public.app-category.business',
      hardenedRuntime: true,
      files: driverOf('darwin'),
    },
  };
}

/** Electron's stand-in for a program, which a copied Electron brings along. */
function removeStandIn({ packager, appOutDir }: AfterPackContext): Promise<void> {
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
  return Promise.resolve();
}
