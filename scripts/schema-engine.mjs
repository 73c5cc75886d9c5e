#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which is a download: the same command line and JSON-RPC over stdio, run
// by the WebAssembly build of the same engine commit, from npm.
import { createInterface } from "node:readline";
import { connectionConfig, databaseFactory, offlineFactory, runOnce } from "./schema-engine-database.mjs";
import { createEngine } from "./schema-engine-wasm.mjs";

const args = process.argv.slice(2);
const datasource = JSON.parse(args[args.indexOf("--datasource") + 1] ?? "{}");
const datamodelPaths = args.flatMap((arg, index) => (arg === "--datamodels" ? [args[index + 1]] : []));

if (args.includes("cli")) await answerCli();
else await serveRequests();
process.exit(0);

/** `can-connect-to-database` and `create-database`, the engine's two commands outside JSON-RPC. */
async function answerCli() {
  const config = connectionConfig(datasource.url);
  try {
    if (args.at(-1) === "create-database") {
      await runOnce({ ...config, database: "postgres" }, `CREATE DATABASE "${config.database.replaceAll('"', '""')}"`);
    } else await runOnce(config, "SELECT 1");
  } catch (error) {
    const code = { "3D000": "P1003", "28P01": "P1000", 28000: "P1010" }[error.code] ?? "P1001";
    const fields = { message: error.message || error.code, error_code: code, is_panic: false };
    process.stderr.write(`\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}\n`);
    process.exit(1);
  }
}

async function serveRequests() {
  const engines = new Map();
  const engineFor = (factory) => {
    if (!engines.has(factory)) engines.set(factory, createEngine(datamodelPaths, factory));
    return engines.get(factory);
  };
  const online = databaseFactory(datasource);
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    // Lines without a method are the CLI's answers to our `print`.
    if (method) await answer(id, method, params, engineFor(isOffline(method, params) ? offlineFactory : online));
  }
}

async function answer(id, method, params, engine) {
  try {
    const { call } = await engine;
    const result = await call(method === "getDatabaseVersion" ? "version" : method, params);
    if (method === "diff" && result?.stdout) {
      send({ id: `print${id}`, method: "print", params: { content: result.stdout.trimEnd() } });
    }
    send({ id, result: result ?? null });
  } catch (error) {
    const data = { is_panic: false, message: error.message, meta: error.meta ?? null, error_code: error.code ?? null };
    send({ id, error: { code: 4466, message: "See data.", data } });
  }
}

/** A diff between schema files needs no database, and so must not ask for one. */
function isOffline(method, params) {
  const isFile = (target) => target?.tag === "empty" || target?.tag === "schemaDatamodel";
  return method === "diff" && isFile(params.from) && isFile(params.to);
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
