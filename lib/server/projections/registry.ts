import { actionsProjection } from "./actions";
import { agentsProjection } from "./agents";
import { blocksProjection } from "./blocks";
import { budgetsProjection } from "./budgets";
import { facetsProjection } from "./facets";
import { permissionsProjection } from "./permissions";
import type { Projection } from "./projection";
import { rollupsProjection } from "./rollups";
import { sessionsProjection } from "./sessions";
import { tasksProjection } from "./tasks";
import { tracesProjection } from "./traces";
import { wordsProjection } from "./words";

/** Every read model, in the order in which they follow the log. One may read the tables of those before it. */
export const projections: readonly Projection[] = [
  blocksProjection,
  tasksProjection,
  sessionsProjection,
  tracesProjection,
  actionsProjection,
  permissionsProjection,
  budgetsProjection,
  rollupsProjection,
  facetsProjection,
  agentsProjection,
  wordsProjection,
];
