import { access } from "@/lib/contract/access";
import type { Reach } from "@/lib/contract/reach";
import { taskStates } from "@/lib/contract/states";
import type { Task, TaskList } from "@/lib/contract/task";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { modelsFor } from "../projections/models";
import { findTask, pageTasks } from "../projections/read-tasks";
import { idOf, listEnd, requireListQuery } from "./list-query";

const fields = ["agent_id", "session_id", "task_id", "trace_id", "correlation_id", "project", "source"] as const;

/** A page of the tasks within reach. Throws the problem that names each parameter at fault. */
export async function listTasks(reach: Reach, params: URLSearchParams): Promise<TaskList> {
  const query = requireListQuery(params, { fields, states: taskStates });
  const page = await pageTasks(await modelsFor(reach), query);
  return { tasks: page.items, ...listEnd("/api/v1/tasks", params, { query, page }) };
}

/** Null for a task that no event within reach tells of. */
export const readTask = async (reach: Reach, taskId: string): Promise<Task | null> =>
  findTask(await modelsFor(reach), taskId);

export const tasksEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/tasks"],
    run: async ({ caller, query }) => jsonAnswer(await listTasks(caller.reach, query)),
  }),
};

export const taskEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/tasks/{task_id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const id = idOf(exchange.params, "task_id");
      const task = id === null ? null : await readTask(caller.reach, id);
      if (!task) throw new AppError("not_found", { public: "No such task." });
      return jsonAnswer(task);
    },
  }),
};
