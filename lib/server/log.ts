import pino from "pino";
import { processState } from "./process-state";

/** The process's logger: one JSON line an entry on stderr. Secrets are never passed to it. */
export const log = processState("log", () =>
  pino({ level: process.env.LOG_LEVEL ?? "info", base: null }, pino.destination({ dest: 2, sync: true })),
);
