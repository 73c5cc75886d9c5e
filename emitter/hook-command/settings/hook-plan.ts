import type { JsonObject } from "../../draft";

/** What one agent's settings shall hold. */
export type HookPlan = {
  /** Under each event `groups` have `{ hooks: [handler] }`, a `list` has the handler itself. */
  shape: "groups" | "list";
  /** What the file must also say, if it says nothing of it yet. */
  version: 1 | undefined;
  handlers: Readonly<Record<string, JsonObject>>;
};

const commandKeys = ["command", "bash", "powershell"];

/** What `install` writes ends so or begins so; a person's own line that calls the command is the person's. */
const ownCommand =
  /[\\/]sightline-hook\.cjs["']? [a-z-]+$|^command -v sightline-hook >|^if \(Get-Command sightline-hook /;

/** Whether a handler is one that `install` wrote, by this version or another. */
export function isOurs(handler: unknown): boolean {
  if (typeof handler !== "object" || handler === null) return false;
  const named = handler as Record<string, unknown>;
  return commandKeys.some((key) => {
    const command = named[key];
    return typeof command === "string" && ownCommand.test(command);
  });
}
