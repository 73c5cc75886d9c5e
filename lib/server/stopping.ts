import { processState } from "./process-state";

/** Aborted once the process is to stop: what is under way is finished, what would last is ended. */
export const stopping = processState("stopping", () => new AbortController());
