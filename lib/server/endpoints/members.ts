import { access } from "@/lib/contract/access";
import { type MemberList, memberChange } from "@/lib/contract/members";
import { isAtLeast, type Role } from "@/lib/contract/roles";
import type { Caller } from "../auth/identify";
import { forgetMembership } from "../auth/viewer";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { changeMember, listMembers, type MembershipFault, removeMember } from "../store/members";
import { actedBy } from "./acted-by";

/** `GET /api/v1/members`: everybody in a workspace may know who else is. */
export const membersEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/members"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      return jsonAnswer({ members: await listMembers(caller.workspace.id) } satisfies MemberList);
    },
  }),
};

/** `/api/v1/members/{id}`: role and projects are for admins to change; one's own membership anybody may end. */
export const memberEndpoint: MethodTable = {
  PATCH: route({
    caller: access["PATCH /api/v1/members/{id}"],
    body: memberChange,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const personId = exchange.params.id ?? "";
      const by = actedBy(caller, exchange);
      const change = { personId, ...body, by, byRole: roleOf(caller) };
      const outcome = await changeMember(caller.workspace.id, change);
      if (outcome !== "changed") throw problemOf(outcome);
      forgetMembership(personId, caller.workspace.slug);
      const member = (await listMembers(caller.workspace.id)).find(({ id }) => id === personId);
      return jsonAnswer(member);
    },
  }),
  DELETE: route({
    caller: access["DELETE /api/v1/members/{id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, ["keys"]);
      const personId = exchange.params.id ?? "";
      const by = actedBy(caller, exchange);
      const mayOthers = caller.kind === "key" || isAtLeast(caller.role, "admin");
      const removal = { personId, by, byRole: roleOf(caller), mayOthers, revokeKeys: readKeys(query) };
      const outcome = await removeMember(caller.workspace.id, removal);
      if (outcome !== "removed") throw problemOf(outcome);
      forgetMembership(personId, caller.workspace.slug);
      return { status: 204, headers: {}, body: null };
    },
  }),
};

/** A key is no owner, whoever made it. */
const roleOf = (caller: Caller): Role | null => (caller.kind === "person" ? caller.role : null);

function readKeys(query: URLSearchParams): boolean {
  const given = query.getAll("keys").join() || "keep";
  if (given !== "keep" && given !== "revoke") {
    throw fieldProblem("malformed", [{ path: "keys", message: "Must be keep or revoke." }]);
  }
  return given === "revoke";
}

function problemOf(fault: MembershipFault): AppError {
  switch (fault) {
    case "no-such-member":
      return new AppError("not_found", { public: "No such member." });
    case "only-self":
      return new AppError("forbidden", { public: "Admins remove others; you can only leave." });
    case "last-owner":
      return new AppError("invalid", { public: "A workspace keeps at least one owner. Make somebody else one first." });
    case "owners-only":
      return new AppError("forbidden", { public: "Only owners make, change and remove owners." });
    case "sees-all":
      return fieldProblem("invalid", [{ path: "projects", message: "Admins and owners see all projects." }]);
  }
}
