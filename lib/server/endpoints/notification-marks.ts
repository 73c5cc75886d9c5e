import { access } from "@/lib/contract/access";
import { type NotificationSummary, notificationPreferences, notificationReading } from "@/lib/contract/notifications";
import type { PersonCaller } from "../auth/identify";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { processState } from "../process-state";
import { RecentCache } from "../recent-cache";
import {
  markNotifications,
  readPreferences,
  summarizeNotifications,
  writePreferences,
} from "../store/notification-marks";
import { notificationReader } from "./notification-reader";

/** Every open page of a person asks every other second. */
const summaries = processState(
  "notification-summaries",
  () => new RecentCache<NotificationSummary>({ ttlMs: 1_000, entriesMax: 10_000 }),
);
const readerOf = (person: PersonCaller) => ({ ...notificationReader(person), personId: person.id });
const nameOf = (person: PersonCaller) => `${person.workspace.id} ${person.id}`;

/** `GET /api/v1/notifications/summary`: for a bell. */
export const notificationSummaryEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/notifications/summary"],
    async run({ caller: person, query }) {
      refuseUnknownParameters(query, []);
      const summary = await summaries.get(nameOf(person), () =>
        summarizeNotifications(person.workspace.id, readerOf(person)),
      );
      return jsonAnswer(summary);
    },
  }),
};

/** `POST /api/v1/notifications/read`: the caller's own marks. */
export const notificationReadEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/notifications/read"],
    body: notificationReading,
    async run({ caller: person, query, body }) {
      refuseUnknownParameters(query, []);
      await markNotifications(person.workspace.id, readerOf(person), { read: true, ...body });
      summaries.forget(nameOf(person));
      return { status: 204, headers: {}, body: null };
    },
  }),
};

/** `/api/v1/notifications/preferences`: how the caller is told beyond the inbox. */
export const notificationPreferencesEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/notifications/preferences"],
    async run({ caller: person, query }) {
      refuseUnknownParameters(query, []);
      return jsonAnswer(await readPreferences(person.workspace.id, person.id));
    },
  }),
  PATCH: route({
    caller: access["PATCH /api/v1/notifications/preferences"],
    body: notificationPreferences,
    async run({ caller: person, query, body }) {
      refuseUnknownParameters(query, []);
      await writePreferences(person.workspace.id, person.id, body);
      return jsonAnswer(await readPreferences(person.workspace.id, person.id));
    },
  }),
};
