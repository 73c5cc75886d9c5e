import { z } from "zod";
import { access } from "@/lib/contract/access";
import { type NotificationList, notificationChange, notificationStates } from "@/lib/contract/notifications";
import type { FieldError } from "@/lib/contract/problem";
import type { Caller } from "../auth/identify";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { changeNotification } from "../store/change-notification";
import {
  findNotification,
  type InboxPlace,
  type NotificationFilter,
  pageNotifications,
} from "../store/page-notifications";
import { actedBy } from "./acted-by";
import { requirePaging } from "./list-query";
import { notificationReader } from "./notification-reader";

/** `GET /api/v1/notifications`: the inbox. */
export const notificationsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/notifications"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, [...filterNames, "limit", "before"]);
      const asked = requireInboxQuery(caller, query);
      const reader = notificationReader(caller);
      const { notifications, next } = await pageNotifications(caller.workspace.id, reader, asked);
      return jsonAnswer({
        notifications,
        has_more: next !== null,
        next: next && nextAddress(query, asked.limit, next),
      } satisfies NotificationList);
    },
  }),
};

/** `/api/v1/notifications/{id}`. */
export const notificationEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/notifications/{id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      return jsonAnswer(await requireNotification(caller, exchange.params.id));
    },
  }),
  PATCH: route({
    caller: access["PATCH /api/v1/notifications/{id}"],
    body: notificationChange,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const { id } = await requireNotification(caller, exchange.params.id);
      const { snoozed_until } = body;
      if (snoozed_until && !(Date.parse(snoozed_until) > Date.now())) {
        throw fieldProblem("invalid", [{ path: "snoozed_until", message: "Must lie in the future, or be null." }]);
      }
      const by = actedBy(caller, exchange).actor.label;
      const outcome = await changeNotification(caller.workspace.id, notificationReader(caller), { ...body, id, by });
      if (outcome === "not-told") {
        throw fieldProblem("invalid", [{ path: "assigned_to", message: "Must be a member whom this rule tells." }]);
      }
      return jsonAnswer(await requireNotification(caller, id));
    },
  }),
};

const filterNames = ["state", "unread", "assigned_to", "rule_id"];

function requireInboxQuery(caller: Caller, query: URLSearchParams) {
  const errors: FieldError[] = [];
  const filter: NotificationFilter = {};
  const fail = (path: string, message: string) => errors.push({ path, message });
  const personOnly = (path: string) => fail(path, "Is for people: a key reads nothing and is nobody's.");
  const states = z.array(z.enum(notificationStates)).safeParse(valuesOf(query, "state"));
  if (!states.success) fail("state", `Allowed: ${notificationStates.join(", ")}.`);
  else if (states.data.length > 0) filter.states = states.data;
  const ruleIds = z.array(z.uuid()).safeParse(valuesOf(query, "rule_id"));
  if (!ruleIds.success) fail("rule_id", "Must be ids of rules.");
  else if (ruleIds.data.length > 0) filter.ruleIds = ruleIds.data;
  const unread = query.getAll("unread").join();
  if (query.has("unread")) {
    if (caller.kind === "key") personOnly("unread");
    else if (unread === "true" || unread === "false") filter.unread = unread === "true";
    else fail("unread", "Must be true or false.");
  }
  const assignedTo = query.getAll("assigned_to").join();
  if (assignedTo === "me" && caller.kind === "key") personOnly("assigned_to");
  else if (assignedTo === "me") filter.assignedTo = caller.id;
  else if (z.uuid().safeParse(assignedTo).success) filter.assignedTo = assignedTo;
  else if (query.has("assigned_to")) fail("assigned_to", "Must be a member's id, or me.");
  const before = placeOf(query);
  if (query.has("before") && !before) fail("before", "Must be a place as next carries it.");
  if (errors.length > 0) throw fieldProblem("malformed", errors);
  const { limit } = requirePaging(new URLSearchParams([...query].filter(([name]) => name === "limit")), "before");
  return { filter, limit, before };
}

const valuesOf = (query: URLSearchParams, name: string) => query.getAll(name).flatMap((text) => text.split(","));

/** `<microseconds>-<id>`, as `nextAddress` writes it. */
function placeOf(query: URLSearchParams): InboxPlace | null {
  const [, atUs, id] = /^(\d{1,16})-(.{36})$/.exec(query.getAll("before").join()) ?? [];
  return atUs && z.uuid().safeParse(id).success ? { atUs, id: id as string } : null;
}

function nextAddress(query: URLSearchParams, limit: number, { atUs, id }: InboxPlace): string {
  const next = new URLSearchParams(query);
  next.set("limit", String(limit));
  next.set("before", `${atUs}-${id}`);
  return `/api/v1/notifications?${next}`;
}

async function requireNotification(caller: Caller, id: string | undefined) {
  const known = z.uuid().safeParse(id);
  const notification =
    known.success && (await findNotification(caller.workspace.id, notificationReader(caller), known.data));
  if (!notification) throw new AppError("not_found", { public: "No such notification." });
  return notification;
}
