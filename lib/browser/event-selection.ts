import type { Category } from "../contract/categories";
import type { TimelineFilter } from "../timeline/filter";

/** Which events a component shows: `filter` in the one filter language, and its most wanted fields by name. */
export type EventSelection = {
  workspace: string;
  filter?: TimelineFilter | undefined;
  kinds?: readonly string[] | undefined;
  categories?: readonly Category[] | undefined;
  agentId?: string | undefined;
  sessionId?: string | undefined;
  taskId?: string | undefined;
};

/** The selection as one filter; a field given by its name wins over the filter's. */
export function filterOf({ filter, kinds, categories, agentId, sessionId, taskId }: EventSelection): TimelineFilter {
  return {
    ...filter,
    ...(kinds ? { kinds } : {}),
    ...(categories ? { categories } : {}),
    ...(agentId === undefined ? {} : { agent_id: [agentId] }),
    ...(sessionId === undefined ? {} : { session_id: [sessionId] }),
    ...(taskId === undefined ? {} : { task_id: [taskId] }),
  };
}
