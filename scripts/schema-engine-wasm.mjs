import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
// The package's main entry imports its .wasm as a module, which Node 20 can't.
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";

const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
let loaded = false;
let panic = "";

/** An engine over the given database; `call` fails with the engine's own message, panics included. */
export async function createEngine(datamodelPaths, factory) {
  if (!loaded) await load();
  const datamodels = datamodelPaths.map((path) => [path, readFileSync(path, "utf8")]);
  const options = { datamodels: datamodels.length > 0 ? datamodels : undefined };
  const engine = await bindings.SchemaEngine.new(options, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
  const call = async (method, params) => {
    try {
      return await engine[method](params);
    } catch (error) {
      if (panic) throw new Error(panic, { cause: error });
      throw error;
    }
  };
  return { call };
}

async function load() {
  loaded = true;
  // Without this registry any panic of the engine is an opaque TypeError.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => {
      panic = message;
    },
  };
  const wasm = readFileSync(script.replace(/_bg\.js$/, "_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}
