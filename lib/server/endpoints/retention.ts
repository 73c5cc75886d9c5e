import { access } from "@/lib/contract/access";
import { retentionDaysMax } from "@/lib/contract/limits";
import {
  type Retention,
  type RetentionChange,
  type RetentionDue,
  type RetentionSettings,
  retentionChange,
} from "@/lib/contract/retention";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { lookForExpired } from "../projections/retention-keeper";
import { findExpired, oldestReceipt } from "../store/find-expired";
import { readLog } from "../store/read-log";
import { readRetentionSettings, writeRetentionSettings } from "../store/retention-settings";
import { actedBy } from "./acted-by";

/** `/api/v1/retention`: for how long a workspace keeps events and their payloads. */
export const retentionEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/retention"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      return jsonAnswer(await readRetention(caller.workspace.id));
    },
  }),
  PATCH: route({
    caller: access["PATCH /api/v1/retention"],
    body: retentionChange,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const { workspace } = caller;
      const present = await readRetentionSettings(workspace.id);
      const settings = changed(present, body);
      const [before, due] = [await whatIsDue(workspace.id, present), await whatIsDue(workspace.id, settings)];
      const takesMore = due.events > before.events || due.events + due.payloads > before.events + before.payloads;
      if (takesMore && body.confirm !== workspace.slug) {
        const message = `Would remove ${due.events} events and the payloads of ${due.payloads}. Must be "${workspace.slug}" to say yes.`;
        throw fieldProblem("invalid", [{ path: "confirm", message }]);
      }
      await writeRetentionSettings(workspace.id, settings, actedBy(caller, exchange));
      lookForExpired();
      return jsonAnswer(await readRetention(workspace.id));
    },
  }),
};

/** `GET /api/v1/retention/preview`: what settings would remove of the log as it stands. */
export const retentionPreviewEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/retention/preview"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, ["retention_days", "payload_days"]);
      const asked = { retention_days: daysIn(query, "retention_days"), payload_days: daysIn(query, "payload_days") };
      return jsonAnswer(await whatIsDue(caller.workspace.id, changed(asked, {})));
    },
  }),
};

/** With what a request says; payloads can't be kept for longer than their events. */
function changed(settings: RetentionSettings, { retention_days, payload_days }: Partial<RetentionChange>) {
  const next: RetentionSettings = {
    retention_days: retention_days === undefined ? settings.retention_days : retention_days,
    payload_days: payload_days === undefined ? settings.payload_days : payload_days,
  };
  if (next.retention_days !== null && next.payload_days !== null && next.payload_days > next.retention_days) {
    const message = `Must be ${next.retention_days} at most, the days for which events are kept, or null.`;
    throw fieldProblem("invalid", [{ path: "payload_days", message }]);
  }
  return next;
}

function daysIn(query: URLSearchParams, name: string): number | null {
  const [text = "", ...more] = query.getAll(name);
  if (text === "" && more.length === 0) return null;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (more.length === 0 && value >= 1 && value <= retentionDaysMax) return value;
  throw fieldProblem("malformed", [
    { path: name, message: `Must be one whole number of days from 1 to ${retentionDaysMax}, or empty.` },
  ]);
}

async function readRetention(workspaceId: number): Promise<Retention> {
  const { eventsFrom: _, payloadsFrom, ...settings } = await readRetentionSettings(workspaceId);
  const [log, oldest_received_at, due] = await Promise.all([
    readLog(workspaceId),
    oldestReceipt(workspaceId),
    whatIsDue(workspaceId, settings),
  ]);
  if (!log) throw new AppError("not_found", { public: "No such workspace." });
  const { floor, head } = log;
  const payloads_from = Math.max(floor, payloadsFrom);
  return { ...settings, log: { floor, head, events: head - floor + 1, oldest_received_at, payloads_from }, due };
}

async function whatIsDue(workspaceId: number, settings: RetentionSettings): Promise<RetentionDue> {
  const due: RetentionDue = { events: 0, events_before: null, payloads: 0, payloads_before: null };
  const [log, { payloadsFrom }] = await Promise.all([readLog(workspaceId), readRetentionSettings(workspaceId)]);
  let from = log?.floor ?? 1;
  if (settings.retention_days !== null) {
    const { to, before } = await findExpired(workspaceId, { from, days: settings.retention_days });
    due.events = to - from;
    due.events_before = before;
    from = to;
  }
  if (settings.payload_days !== null) {
    from = Math.max(from, payloadsFrom);
    const { to, before } = await findExpired(workspaceId, { from, days: settings.payload_days });
    due.payloads = to - from;
    due.payloads_before = before;
  }
  return due;
}
