import type { ActedBy } from "../store/audit-log";

/** Who does what a test does by itself, and no caller. */
export const byTest: ActedBy = { actor: { kind: "system", id: null, label: "test" }, address: null };
