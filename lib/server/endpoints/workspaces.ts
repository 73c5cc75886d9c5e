import { access } from "@/lib/contract/access";
import {
  ownedWorkspacesMax,
  type WorkspaceState,
  workspaceChange,
  workspaceDeletion,
  workspaceDraft,
  workspaceHandover,
} from "@/lib/contract/workspaces";
import type { Caller, PersonCaller } from "../auth/identify";
import { forgetMembership } from "../auth/viewer";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { handOverWorkspace } from "../store/members";
import {
  createWorkspace,
  goneAt,
  planDeletion,
  readWorkspace,
  renameWorkspace,
  restoreWorkspace,
} from "../store/workspaces";
import { actedBy } from "./acted-by";

/** `POST /api/v1/workspaces`: whoever makes one owns it. */
export const workspacesEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/workspaces"],
    body: workspaceDraft,
    async run({ caller: { personId, email }, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const by = { actor: { kind: "person", id: personId, label: email }, address: exchange.address } as const;
      const outcome = await createWorkspace(body, { personId, by });
      if (outcome === "taken") throw fieldProblem("invalid", [{ path: "slug", message: "Another workspace has it." }]);
      if (outcome === "full") {
        throw new AppError("invalid", { public: `A person owns at most ${ownedWorkspacesMax} workspaces.` });
      }
      forgetMembership(personId, body.slug);
      return jsonAnswer(body, 201);
    },
  }),
};

/** `/api/v1/workspace`: the one that the request is about. */
export const workspaceEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/workspace"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      return jsonAnswer(await stateFor(caller));
    },
  }),
  PATCH: route({
    caller: access["PATCH /api/v1/workspace"],
    body: workspaceChange,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      await renameWorkspace(caller.workspace.id, body.name, actedBy(caller, exchange));
      refresh(caller);
      return jsonAnswer(await stateFor(caller));
    },
  }),
};

/** `POST /api/v1/workspace/owner`: hands the workspace to another member. */
export const workspaceOwnerEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/workspace/owner"],
    body: workspaceHandover,
    async run({ caller: person, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      requireWord(body.confirm, person);
      if (body.member === person.id) throw fieldProblem("invalid", [{ path: "member", message: "Is you." }]);
      const handover = { fromId: person.id, toId: body.member, by: actedBy(person, exchange) };
      const outcome = await handOverWorkspace(person.workspace.id, handover);
      if (outcome !== "done") throw fieldProblem("invalid", [{ path: "member", message: "Is no member." }]);
      for (const id of [person.id, body.member]) forgetMembership(id, person.workspace.slug);
      return jsonAnswer(await stateFor({ ...person, role: "admin" }));
    },
  }),
};

/** `/api/v1/workspace/deletion`: POST deletes the workspace, DELETE restores it while there is time. */
export const workspaceDeletionEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/workspace/deletion"],
    body: workspaceDeletion,
    async run({ caller: person, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      requireWord(body.confirm, person);
      await planDeletion(person.workspace.id, actedBy(person, exchange));
      refresh(person);
      return jsonAnswer(await stateFor(person));
    },
  }),
  DELETE: route({
    caller: access["DELETE /api/v1/workspace/deletion"],
    async run({ caller: person, query, exchange }) {
      refuseUnknownParameters(query, []);
      await restoreWorkspace(person.workspace.id, actedBy(person, exchange));
      refresh(person);
      return jsonAnswer(await stateFor(person));
    },
  }),
};

async function stateFor(caller: Caller): Promise<WorkspaceState> {
  const workspace = await readWorkspace(caller.workspace.id);
  if (!workspace) throw new AppError("not_found", { public: "No such workspace." });
  const { slug, name, createdAt, deletedAt, deletedBy: by } = workspace;
  return {
    slug,
    name,
    role: caller.kind === "person" ? caller.role : null,
    projects: caller.reach.projects && [...caller.reach.projects],
    created_at: createdAt.toISOString(),
    deletion: deletedAt && { at: deletedAt.toISOString(), by, gone_at: goneAt(deletedAt).toISOString() },
  };
}

function requireWord(confirm: string, { workspace: { slug } }: PersonCaller): void {
  if (confirm === slug) return;
  throw fieldProblem("invalid", [{ path: "confirm", message: `Must be "${slug}" to say yes.` }]);
}

/** Others see the change within a second. */
function refresh(caller: Caller): void {
  if (caller.kind === "person") forgetMembership(caller.id, caller.workspace.slug);
}
