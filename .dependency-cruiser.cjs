/**
 * The import table of the architecture. Each rule: what may not be imported from where, and why.
 * Tests may also import their own set-up, whatever folder they test.
 */
const tests = "\\.(test|test-d)\\.tsx?$|/test-database\\.ts$|^(lib/server|emitter)/testing/";
const generated = "^lib/server/db/generated/";

/** A rule that a folder imports nothing of ours but what is listed (and itself). */
function mayImportOnly(name, folder, allowed, comment) {
  return {
    name,
    severity: "error",
    comment,
    from: { path: folder, pathNot: tests },
    to: { path: "^(app|components|lib|emitter|server\\.ts|proxy\\.ts)", pathNot: [folder, ...allowed] },
  };
}

function never(name, from, to, comment) {
  return { name, severity: "error", comment, from: { path: from, pathNot: tests }, to: { path: to } };
}

// Settings, logging, errors and the like lie beside the features and serve them all.
const shared = "^lib/server/[^/]+\\.ts$";
const contract = "^lib/contract/";
const timeline = "^lib/timeline/";
// What agents' hook payloads mean, for the doors and the hook command alike.
const agents = "^emitter/agents/";
// What a secret looks like, for the emitter and for what is stored.
const redact = "^emitter/redact/";

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment: "A circle has no first file to read.",
      from: { pathNot: generated },
      to: { circular: true },
    },
    {
      name: "app-is-the-top",
      severity: "error",
      comment: "Pages and routes are where everything meets; what they share belongs in lib or components.",
      from: { pathNot: "^app/" },
      to: { path: "^app/" },
    },
    mayImportOnly(
      "contract-stands-alone",
      "^lib/contract/",
      [],
      "The wire's shapes are read by every part, so they depend on none.",
    ),
    never(
      "contract-is-portable",
      "^lib/contract/",
      "^(react|next|node:|@prisma|pg$)",
      "The contract is compiled for server, browser and emitter alike.",
    ),
    mayImportOnly(
      "timeline-knows-the-contract",
      "^lib/timeline/",
      [contract],
      "Pure rules know the shapes of the wire and nothing else.",
    ),
    never(
      "timeline-is-pure",
      "^lib/timeline/",
      "^(fs|net|http|https|child_process|timers|crypto|node:)|node_modules/(react|react-dom|next|pg|@prisma)/",
      "Rules without I/O give the same answer on the server and in the browser.",
    ),
    mayImportOnly(
      "store-is-below",
      "^lib/server/store/",
      [contract, timeline, "^lib/server/db/", shared],
      "A query knows its database, not who asked or what happens next.",
    ),
    mayImportOnly(
      "ingest-writes-and-wakes",
      "^lib/server/ingest/",
      [contract, timeline, agents, redact, "^lib/server/store/", "^lib/server/live/hub\\.ts$", shared],
      "Ingest ends with the commit and a wake-up; delivery is not its business. What agents' payloads mean and what secrets look like is the emitter's to say.",
    ),
    mayImportOnly(
      "live-only-reads",
      "^lib/server/live/",
      [contract, timeline, "^lib/server/store/", "^lib/server/db/", shared],
      "The live stream reads the log and never knows how events came into it.",
    ),
    mayImportOnly(
      "projections-follow-the-log",
      "^lib/server/projections/",
      [contract, timeline, "^lib/server/(store|db)/", "^lib/server/live/hub\\.ts$", shared],
      "A read model is a fold of the log and serves no request.",
    ),
    mayImportOnly(
      "notify-follows-the-log",
      "^lib/server/notify/",
      [contract, timeline, "^lib/server/(store|mail)/", "^lib/server/live/hub\\.ts$", shared],
      "Notifications follow the log and serve no request.",
    ),
    mayImportOnly(
      "mail-only-sends",
      "^lib/server/mail/",
      [contract, shared],
      "A mail is told what to say and to whom; who that is, the endpoint knows.",
    ),
    mayImportOnly(
      "auth-knows-people-and-keys",
      "^lib/server/auth/",
      [contract, "^lib/server/store/", shared],
      "Who is calling is decided without knowing what is being called.",
    ),
    mayImportOnly(
      "http-is-a-wrapper",
      "^lib/server/http/",
      [contract, "^lib/server/auth/", shared],
      "The route wrapper is told what to run; it reaches for no feature by itself.",
    ),
    never(
      "server-core-without-next",
      "^lib/server/(store|ingest|live|projections|notify)/",
      "node_modules/(next|react|react-dom)/",
      "The core runs behind a plain Node server too.",
    ),
    {
      name: "sql-has-a-home",
      severity: "error",
      comment: "Prisma and SQL stay in few files, where workspace scoping is seen at a glance.",
      from: { path: "^(app|components|lib|proxy\\.ts)", pathNot: [tests, "^lib/server/(store|projections|db)/"] },
      to: { path: `^lib/server/db/(prisma|pool)\\.ts$|${generated}|node_modules/(@prisma|pg)/`, pathNot: [] },
    },
    never(
      "readers-know-their-reach",
      "^(app|lib/server/endpoints)/",
      "^lib/server/store/(replay-page|filtered-events|event-search)\\.ts$",
      "What reads events for a caller asks with the caller's reach: page-events, export-events, find-event, the stream's selection.",
    ),
    mayImportOnly(
      "browser-never-server",
      "^lib/browser/",
      [contract, timeline],
      "What runs in the browser must not pull the server in.",
    ),
    mayImportOnly(
      "components-never-server",
      "^components/",
      ["^components/", contract, timeline, "^lib/browser/"],
      "Components get data from props and queries; secrets never reach their bundle.",
    ),
    {
      name: "components-not-of-a-sibling",
      severity: "error",
      comment: "An area that needs another's component moves it to ui; charts and lanes are drawn for every area.",
      from: { path: "^components/([^/]+)/", pathNot: tests },
      to: { path: "^components/", pathNot: ["^components/$1/", "^components/(ui|charts|lanes)/"] },
    },
    {
      name: "emitter-stands-alone",
      severity: "error",
      comment: "It is published by itself, without dependencies.",
      from: { path: "^emitter/", pathNot: [tests, "^emitter/hook-command/settings/"] },
      to: { pathNot: "^emitter/", dependencyTypesNot: ["core"] },
    },
    {
      name: "hook-command-brings-its-parsers",
      severity: "error",
      comment:
        "The command is one file: what edits agents' settings is bundled into it, and the package depends on nothing.",
      from: { path: "^emitter/hook-command/settings/", pathNot: tests },
      to: { pathNot: "^emitter/|node_modules/(jsonc-parser|smol-toml)/", dependencyTypesNot: ["core"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.next/|^dist/" },
    tsConfig: { fileName: "tsconfig.json" },
    // TypeScript 7 has no API for tools; with the default parser nothing at all would be cruised.
    parser: "swc",
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
    },
  },
};
