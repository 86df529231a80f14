/** Imports run one way: bot → scheduler → prisma → flows. An SDK stays in its own channel's folder. */
const only = (name, from, notTo, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '[.]test[.]ts$' },
  to: { path: notTo },
});
const sdk = (name, folder, pkg) => ({
  name: `sdk-${name}`,
  comment: `${name} is imported in ${folder} only`,
  severity: 'error',
  from: { path: '^(bot|flows|scheduler|prisma)/', pathNot: `^${folder}/` },
  to: { path: `node_modules/(${pkg})(/|$)` },
});
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only(
      'flows-are-pure',
      '^flows/',
      '^(bot|scheduler|prisma|test|bench)/',
      'flows know nobody but themselves',
    ),
    {
      name: 'flows-use-zod-only',
      severity: 'error',
      from: { path: '^flows/', pathNot: '[.]test[.]ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/zod' },
    },
    only(
      'prisma-below-scheduler',
      '^prisma/',
      '^(bot|scheduler|test|bench)/',
      'prisma knows flows (types) only',
    ),
    {
      name: 'scheduler-below-bot',
      severity: 'error',
      from: { path: '^scheduler/', pathNot: '[.]test[.]ts$' },
      to: { path: '^(bot|test|bench)/', pathNot: '^bot/channels/channel[.]ts$' },
    },
    {
      name: 'channels-know-the-port-only',
      severity: 'error',
      from: { path: '^bot/channels/([^/]+)/', pathNot: '[.]test[.]ts$' },
      to: {
        path: '^(bot|scheduler|prisma|flows)/',
        pathNot: [
          '^bot/channels/channel[.]ts$',
          '^bot/channels/contract[.]ts$',
          '^bot/channels/shared/',
          '^bot/channels/$1/',
        ],
      },
    },
    {
      name: 'port-is-a-leaf',
      severity: 'error',
      from: { path: '^bot/channels/channel[.]ts$' },
      to: { path: '^(bot|scheduler|prisma|flows)/' },
    },
    only('no-tests-in-code', '^(bot|scheduler|prisma|flows)/', '^(test|bench)/', 'code never imports tests'),
    sdk('grammy', 'bot/channels/grammy', 'grammy|@grammyjs'),
    sdk('telegraf', 'bot/channels/telegraf', 'telegraf'),
    sdk('wechaty', 'bot/channels/wechaty', 'wechaty[^/]*'),
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'prisma/generated' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
