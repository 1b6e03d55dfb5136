// The walls of docs/architecture.md, held in CI.
const rooms = {
  http: 'apps/server/src/http/',
  db: 'apps/server/src/db/',
  jobs: 'apps/server/src/jobs/',
  portal: 'apps/server/src/portal/',
  pki: 'apps/server/src/pki/',
};
const features = [
  'audit',
  'operations',
  'groups',
  'users',
  'certificates',
  'sessions',
  'sign-in',
  'mail',
  'notifications',
  'sync',
  'portal-accounts',
  'licenses',
  'saved-views',
  'reports',
  'installers',
  'computers',
  'pools',
  'customers',
  'overview',
  'access',
  'full-export',
];

const only = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: '^(packages|apps|tests)/', pathNot: to } });

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('domain imports nothing of ours', '^packages/domain/', '^packages/domain/'),
    only('portal-api imports nothing of ours', '^packages/portal-api/', '^packages/portal-api/'),
    only('contract imports domain', '^packages/contract/', '^packages/(contract|domain)/'),
    only('console sees the contract', '^apps/console/', '^(apps/console|packages/contract)/'),
    only('cli sees the contract', '^apps/cli/', '^(apps/cli|packages/contract)/'),
    only('local-portal sees portal-api', '^apps/local-portal/', '^(apps/local-portal|packages/portal-api)/'),
    only('the server sees no other app', '^apps/server/', '^(apps/server|packages)/'),
    // Techniques know no feature, and not each other; types of the transaction and the actor are the shared words.
    ...Object.entries(rooms).map(([name, path]) => ({
      name: `${name} knows no feature and no other room`,
      severity: 'error',
      from: { path: `^${path}` },
      to: {
        path: '^apps/server/src/(http|db|jobs|portal|pki|features)/',
        pathNot: [`^${path}`, '^apps/server/src/db/(transaction|locks)\\.ts$'],
      },
    })),
    // Features import each other in one direction: in the order of `features` above, each only those before it.
    ...features.slice(0, -1).map((feature, i) => ({
      name: `${feature} imports no later feature`,
      severity: 'error',
      from: { path: `^apps/server/src/features/${feature}/` },
      to: { path: `^apps/server/src/features/(${features.slice(i + 1).join('|')})/` },
    })),
    { name: 'stores know no doors', severity: 'error', from: { path: 'store\\.ts$' }, to: { path: '^apps/server/src/http/' } },
    {
      name: 'nothing imports a test',
      severity: 'error',
      from: { pathNot: '(\\.test\\.ts$|^tests/)' },
      to: { path: '(\\.test\\.ts$|^tests/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
