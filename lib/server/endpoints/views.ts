import { isAtLeast } from "@/lib/contract/roles";
import { type SavedView, type SavedViewList, viewChange, viewDraft, viewsMax } from "@/lib/contract/views";
import { formatColumns, parseColumns } from "@/lib/timeline/columns";
import { formatFilter, parseFilter } from "@/lib/timeline/filter";
import type { Caller } from "../auth/identify";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { changeView, createView, deleteView, findView, listViews, type StoredView } from "../store/saved-views";
import { actedBy } from "./acted-by";

type Person = Extract<Caller, { kind: "person" }>;

const reader = { scope: "read", role: "viewer" } as const;
const keeper = { scope: "read", role: "member" } as const;

/** `/api/v1/views`: what the caller has kept, and what is shared with the workspace. */
export const viewsEndpoint: MethodTable = {
  GET: route({
    caller: reader,
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      const person = requirePerson(caller);
      const views = await listViews(person.workspace.id, person.id);
      return jsonAnswer({ views: views.map((view) => toldTo(person, view)) } satisfies SavedViewList);
    },
  }),
  POST: route({
    caller: keeper,
    body: viewDraft,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const person = requirePerson(caller);
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
    caller: keeper,
    body: viewChange,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const person = requirePerson(caller);
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
    caller: keeper,
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const person = requirePerson(caller);
      const { id } = await requireEditable(person, exchange.params.id);
      if (!(await deleteView(person.workspace.id, id, actedBy(person, exchange)))) throw noSuchView();
      return { status: 204, headers: {}, body: null };
    },
  }),
};

function requirePerson(caller: Caller): Person {
  if (caller.kind === "person") return caller;
  throw new AppError("forbidden", { public: "Views are people's: log in. A key has none." });
}

async function requireEditable(person: Person, viewId: string | undefined): Promise<StoredView> {
  const view = await findView(person.workspace.id, person.id, viewId ?? "");
  if (!view) throw noSuchView();
  if (!mayEdit(person, view)) {
    throw new AppError("forbidden", { public: "A shared view is changed by its author or an admin." });
  }
  return view;
}

/** Of a view that the person sees. */
function mayEdit(person: Person, view: StoredView): boolean {
  return view.personId === person.id || isAtLeast(person.role, "admin");
}

function toldTo(person: Person, view: StoredView): SavedView {
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
