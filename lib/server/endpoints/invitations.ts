import { randomBytes } from "node:crypto";
import { access } from "@/lib/contract/access";
import {
  type CreatedInvitation,
  type InvitationList,
  invitationAnswer,
  invitationDraft,
  invitationLook,
  invitationsMax,
  type JoinedWorkspace,
  type ShownInvitation,
} from "@/lib/contract/members";
import { hashKey } from "../auth/key";
import { hashPassword } from "../auth/password";
import { forgetMembership, viewerFromCookie } from "../auth/viewer";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { ownOrigin } from "../http/own-origin";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { invitationMail } from "../mail/invitation-mail";
import { mailIsSet, sendLater } from "../mail/send-mail";
import {
  acceptInvitation,
  createInvitation,
  findInvitation,
  listInvitations,
  revokeInvitation,
} from "../store/invitations";
import { actedBy } from "./acted-by";

/** `/api/v1/invitations`: those that are still open, and new ones. */
export const invitationsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/invitations"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      const invitations = await listInvitations(caller.workspace.id);
      return jsonAnswer({ invitations } satisfies InvitationList);
    },
  }),
  POST: route({
    caller: access["POST /api/v1/invitations"],
    body: invitationDraft,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      if (body.role === "owner" && (caller.kind === "key" || caller.role !== "owner")) {
        throw new AppError("forbidden", { public: "Only owners make owners." });
      }
      // Random like a key, so a plain SHA-256 keeps it.
      const secret = randomBytes(32).toString("base64url");
      const by = actedBy(caller, exchange);
      const created = await createInvitation(caller.workspace.id, {
        ...body,
        projects: body.projects ?? null,
        hash: hashKey(secret),
        by,
      });
      if (created === "member") throw fieldProblem("invalid", [{ path: "email", message: "Is a member already." }]);
      if (created === "full") {
        throw new AppError("invalid", { public: `At most ${invitationsMax} invitations are open at the same time.` });
      }
      const mailed = mailIsSet();
      const url = `${ownOrigin(exchange)}/invite#secret=${secret}`;
      if (mailed) sendLater(async () => invitationMail(created, url));
      return jsonAnswer({ ...created, mailed, secret } satisfies CreatedInvitation, 201);
    },
  }),
};

/** `DELETE /api/v1/invitations/{id}`. */
export const invitationEndpoint: MethodTable = {
  DELETE: route({
    caller: access["DELETE /api/v1/invitations/{id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const by = actedBy(caller, exchange);
      if (!(await revokeInvitation(caller.workspace.id, exchange.params.id ?? "", by))) {
        throw new AppError("not_found", { public: "No such invitation." });
      }
      return { status: 204, headers: {}, body: null };
    },
  }),
};

/** `POST /api/v1/invitations/look`: what the holder of a link is invited to. The secret comes in the body: addresses are logged. */
export const invitationLookEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/invitations/look"],
    body: invitationLook,
    async run({ body, query, exchange }) {
      refuseUnknownParameters(query, []);
      const found = await findInvitation(hashKey(body.secret));
      if (!found) throw closed();
      const viewer = await viewerFromCookie(exchange.headers.cookie);
      const { workspace, email, role, invited_by, hasAccount: has_account } = found;
      const shown = { workspace, email, role, invited_by, has_account, viewer: viewer?.email ?? null };
      return jsonAnswer(shown satisfies ShownInvitation);
    },
  }),
};

/** `POST /api/v1/invitations/accept`: the invited join, with a new account or the one that they are logged in to. */
export const invitationAcceptEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/invitations/accept"],
    body: invitationAnswer,
    async run({ body: { secret, name, password }, query, exchange }) {
      refuseUnknownParameters(query, []);
      // Before a password costs anything: who holds no link can't make us hash. The secret itself is too long to be guessed.
      if (!(await findInvitation(hashKey(secret)))) throw closed();
      const viewer = await viewerFromCookie(exchange.headers.cookie);
      const account =
        name === undefined || password === undefined ? null : { name, passwordHash: await hashPassword(password) };
      const { address } = exchange;
      const joined = await acceptInvitation({
        hash: hashKey(secret),
        address,
        account,
        viewerId: viewer?.personId ?? null,
      });
      if (joined === "closed") throw closed();
      if (joined === "log-in") {
        throw new AppError("forbidden", { public: "The invited have an account: log in with it, then join." });
      }
      if (joined === "no-account") {
        throw fieldProblem("invalid", [{ path: "password", message: "Is required, and a name, for a new account." }]);
      }
      if (viewer) forgetMembership(viewer.personId, joined.workspace);
      return jsonAnswer(joined satisfies JoinedWorkspace);
    },
  }),
};

const closed = () =>
  new AppError("not_found", { public: "The invitation was used, revoked or has expired. Ask for a new one." });
