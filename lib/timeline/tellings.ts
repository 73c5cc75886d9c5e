import { agentTellings } from "./tell-agents";
import { permissionTellings } from "./tell-permissions";
import { reportTellings } from "./tell-reports";
import { systemTellings } from "./tell-system";
import { taskTellings } from "./tell-tasks";
import type { Telling } from "./telling";

/** The words for each type that we know, by its spelling with `_`: `task.completed` and `task_completed` are told alike. */
export const tellings: ReadonlyMap<string, Telling> = new Map(
  Object.entries({
    ...agentTellings,
    ...taskTellings,
    ...permissionTellings,
    ...reportTellings,
    ...systemTellings,
  }),
);
