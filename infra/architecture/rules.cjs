/** The rules of the house about who may import whom (docs/architecture.md), for dependency-cruiser. */
const service = '^services/([^/]+)/';
/** A folder of a service that holds an aggregate; reactions, views and tests are the edges around it. */
const decider = '^services/([^/]+)/src/([^/]+)/decide(?![^/]*[.]test)[^/]*\\.ts$';
const edges =
  '^services/[^/]+/(test/|src/(main|service|config)\\.ts$|src/(reactions|views)/|src/.*(outes|outes\\..*)\\.ts$|src/.*[.]test\\.ts$)';

module.exports = {
  forbidden: [
    {
      name: 'no-service-imports-a-service',
      comment: 'Services talk through events; the console through HTTP.',
      severity: 'error',
      from: { path: service },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'no-package-imports-a-service',
      severity: 'error',
      from: { path: '^packages/', pathNot: '/test/' },
      to: { path: '^(services|infra)/' },
    },
    {
      name: 'deciders-are-pure',
      comment: 'A decider imports its own folder and @tiltak/decider, nothing else.',
      severity: 'error',
      from: { path: decider },
      to: { pathNot: ['^services/$1/src/$2/', '^packages/decider/'] },
    },
    {
      name: 'contracts-only-at-the-edges',
      comment:
        'Only publish, reactions, routes, views and the wiring know the published shapes; and what notifications is about: published events.',
      severity: 'error',
      from: {
        path: '^services/(projects|procurement|maintenance|notifications)/',
        pathNot: [edges, '/publish\\.ts$', '^services/notifications/src/(endpoint|feed|mail|news|selfTest)/'],
      },
      to: { path: '^packages/contracts/' },
    },
    {
      name: 'one-kafka-client',
      severity: 'error',
      from: { path: '^(packages|services)/', pathNot: '^packages/messaging/' },
      to: { path: 'node_modules/kafkajs' },
    },
    {
      name: 'mongoose-only-in-the-store',
      severity: 'error',
      from: { path: '^(packages|services)/', pathNot: '^packages/(store|testing)/|/test/|[.]test[.]ts$' },
      to: { path: 'node_modules/(mongoose|mongodb)/' },
    },
    {
      name: 'express-only-at-the-edge',
      severity: 'error',
      from: { path: '^(packages|services)/', pathNot: '^(packages/http|services/web)/' },
      to: { path: 'node_modules/express/' },
    },
    {
      name: 'no-tests-in-production-code',
      severity: 'error',
      from: { path: '^(packages|services)/[^/]+/src/', pathNot: '[.]test[.]ts$|^packages/testing/' },
      to: { path: '([.]test[.]ts$|^packages/testing/|/test/)' },
    },
    {
      name: 'the-sdk-holds-no-server',
      comment: "What contractors install holds the events' schemas, and nothing of the municipality's side.",
      severity: 'error',
      from: { path: '^packages/(sdk|contracts/src/contractor)/', pathNot: '[.]test[.]ts$|/test/' },
      to: {
        path: '^(services|infra|packages/(?!sdk/|contracts/))|/(operations?|callOff|order|endpoint)[.]ts$',
        reachable: true,
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: { path: '^(packages|services|infra)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)fixtures/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
};
