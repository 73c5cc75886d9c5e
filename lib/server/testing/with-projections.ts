import { afterAll, beforeAll } from "vitest";
import { catchUp } from "../projections/catch-up";
import { startProjections, stopProjections } from "../projections/runner";

/** Read models follow the logs during this file's tests, as in the app. After `withTestDatabase`. */
export function withProjections(): void {
  beforeAll(() => startProjections());
  afterAll(() => stopProjections());
}

/** Read models of the workspace know all that was stored before the call. Needs nothing that runs in the background. */
export const catchUpNow = (workspaceId: number): Promise<void> => catchUp(workspaceId);
