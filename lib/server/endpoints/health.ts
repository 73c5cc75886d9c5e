import { version } from "@/package.json";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { route } from "../http/route";
import { pingDatabase } from "../store/ping-database";

const patienceMs = 3_000;

/** Ready to serve: the database answers. */
export const healthEndpoint: MethodTable = {
  GET: route({
    caller: null,
    async run() {
      const latency = await withinPatience(pingDatabase()).catch((error: unknown) => {
        throw new AppError("unavailable", {
          public: "The database can't be reached just now.",
          private: String(error),
          headers: { "retry-after": "2" },
        });
      });
      return jsonAnswer({ status: "ok", version, database: { latency_ms: Math.round(latency * 100) / 100 } });
    },
  }),
};

/** Alive: the process answers, whatever the database does. */
export const livenessEndpoint: MethodTable = {
  GET: route({ caller: null, run: async () => jsonAnswer({ status: "ok" }) }),
};

function withinPatience<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
