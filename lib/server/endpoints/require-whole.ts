import type { Caller } from "../auth/identify";
import { AppError } from "../errors";

/** Refuses those who see some projects only what can't be told, or done, for these alone. */
export function requireWhole({ reach }: Caller, what: string): void {
  if (reach.projects === null) return;
  throw new AppError("forbidden", { public: `You see the events of some projects only. ${what}` });
}
