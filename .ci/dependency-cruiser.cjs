// The layer rule: data flows one way. Stations import the foundations only; harness composes, cli translates.
const MAY_IMPORT = {
  schema: [],
  text: [],
  stats: [],
  columns: [],
  dataset: ['schema', 'text', 'stats', 'columns'],
  perturb: ['schema', 'text', 'stats'],
  bot: ['schema'],
  replay: ['schema', 'stats'],
  record: ['schema', 'columns'],
  score: ['schema', 'text'],
  judge: ['schema', 'text', 'stats'],
  aggregate: ['schema', 'stats', 'columns'],
  uplift: ['schema', 'stats'],
  gate: ['schema', 'stats'],
  report: ['schema'],
  distribute: ['schema'],
  cli: ['schema', 'harness'],
};

const layers = Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `src/${room} may import ${allowed.length === 0 ? 'nothing of ours' : allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'harness-is-not-cli',
      comment: 'the composition root knows nothing of the command line',
      severity: 'error',
      from: { path: '^src/harness/' },
      to: { path: '^src/(cli/|index)' },
    },
    { name: 'no-circular', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'unknown-room',
      comment: 'a new room needs a line in the table above',
      severity: 'error',
      from: {
        path: '^src/(?!(schema|text|stats|columns|dataset|perturb|bot|replay|record|score|judge|aggregate|uplift|gate|report|distribute|harness|cli)/)[^/]+/',
      },
      to: {},
    },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.test\\.ts|/fixtures/[^/]+)$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
