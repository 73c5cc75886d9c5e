import { access } from "@/lib/contract/access";
import { isAtLeast } from "@/lib/contract/roles";
import { type SavedView, type SavedViewList, viewChange, viewDraft, viewsMax } from "@/lib/contract/views";
import { formatColumns, parseColumns } from "@/lib/timeline/columns";
import { formatFilter, parseFilter } from "@/lib/timeline/filter";
import type { PersonCaller } from "../auth/identify";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { changeView, createView, deleteView, findView, listViews, type StoredView } from "../store/saved-views";
import { actedBy } from "./acted-by";

/** `/api/v1/views`: what the caller has kept, and what is shared with the workspace. */
export const viewsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/views"],
    async run({ caller: person, query }) {
      refuseUnknownParameters(query, []);
      const views = await listViews(person.workspace.id, person.id);
      return jsonAnswer({ views: views.map((view) => toldTo(person, view)) } satisfies SavedViewList);
    },
  }),
  POST: route({
    caller: access["POST /api/v1/views"],
    body: viewDraft,
    async run({ caller: person, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const { name, filter, columns = null, shared = false } = body;
      const view = await createView(person.workspace.id, {
        name,
        shared,
        filter: canonicalFilter(filter),
        columns: canonicalColumns(columns),
        personId: person.id,
        max: viewsMax,
        by: actedBy(person, exchange),
      });
      if (!view) throw new AppError("invalid", { public: `A person has at most ${viewsMax} views in a workspace.` });
      return jsonAnswer(toldTo(person, view), 201);
    },
  }),
};

/** `/api/v1/views/{id}`. */
export const viewEndpoint: MethodTable = {
  PATCH: route({
    caller: access["PATCH /api/v1/views/{id}"],
    body: viewChange,
    async run({ caller: person, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const { id } = await requireEditable(person, exchange.params.id);
      const view = await changeView(person.workspace.id, id, {
        ...body,
        by: actedBy(person, exchange),
        ...(body.filter === undefined ? {} : { filter: canonicalFilter(body.filter) }),
        ...(body.columns === undefined ? {} : { columns: canonicalColumns(body.columns) }),
      });
      if (!view) throw noSuchView();
      return jsonAnswer(toldTo(person, view));
    },
  }),
  DELETE: route({
    caller: access["DELETE /api/v1/views/{id}"],
    async run({ caller: person, query, exchange }) {
      refuseUnknownParameters(query, []);
      const { id } = await requireEditable(person, exchange.params.id);
      if (!(await deleteView(person.workspace.id, id, actedBy(person, exchange)))) throw noSuchView();
      return { status: 204, headers: {}, body: null };
    },
  }),
};

async function requireEditable(person: PersonCaller, viewId: string | undefined): Promise<StoredView> {
  const view = await findView(person.workspace.id, person.id, viewId ?? "");
  if (!view) throw noSuchView();
  if (!mayEdit(person, view)) {
    throw new AppError("forbidden", { public: "A shared view is changed by its author or an admin." });
  }
  return view;
}

/** Of a view that the person sees. */
function mayEdit(person: PersonCaller, view: StoredView): boolean {
  return view.personId === person.id || isAtLeast(person.role, "admin");
}

function toldTo(person: PersonCaller, view: StoredView): SavedView {
  return {
    id: view.id,
    name: view.name,
    filter: view.filter,
    columns: view.columns,
    shared: view.shared,
    created_by: view.person.email,
    editable: isAtLeast(person.role, "member") && mayEdit(person, view),
    updated_at: view.updatedAt.toISOString(),
  };
}

/** The filter as addresses write it, so that a view and a page can be compared; a fault names the parameter. */
function canonicalFilter(text: string): string {
  const parsed = parseFilter(new URLSearchParams(text));
  if (parsed.ok) return formatFilter(parsed.filter).toString();
  throw fieldProblem(
    "invalid",
    parsed.errors.map(({ path, message }) => ({ path: `filter.${path}`, message })),
  );
}

function canonicalColumns(text: string | null): string | null {
  const named = parseColumns(text);
  if (text !== null && named === null) {
    throw fieldProblem("invalid", [{ path: "columns", message: "Names no column that there is." }]);
  }
  return named && formatColumns(named);
}

const noSuchView = () => new AppError("not_found", { public: "No such view." });
