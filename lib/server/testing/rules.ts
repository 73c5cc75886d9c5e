import { type Rule, type RuleDraft, ruleDraft, rulesMax } from "@/lib/contract/rules";
import type { WebhookPayload } from "@/lib/contract/webhooks";
import { pool } from "../db/pool";
import { prisma } from "../db/prisma";
import { judgeWorkspace } from "../notify/judge-workspace";
import { createRule } from "../store/rules";
import { byTest } from "./by-test";

/** A rule of the workspace, with what the draft doesn't say as the wire has it. */
export async function makeRule(workspaceId: number, draft: Partial<RuleDraft> = {}): Promise<Rule> {
  const rule = await createRule(workspaceId, {
    ...ruleDraft.parse({ name: "the rule", ...draft }),
    by: byTest,
    max: rulesMax,
  });
  if (typeof rule === "string") throw new Error(rule);
  return rule;
}

/** Judges until nothing is left of the log. */
export async function judgeAll(workspaceId: number): Promise<void> {
  for (;;) {
    const judged = await judgeWorkspace(workspaceId);
    if (!judged || judged.upTo === judged.head) return;
  }
}

/** What the inbox holds, the oldest first. */
export const inboxOf = (workspaceId: number) =>
  prisma().notification.findMany({ where: { workspaceId }, orderBy: [{ openedAt: "asc" }, { id: "asc" }] });

export async function makeWebhook(workspaceId: number, enabled = true): Promise<string> {
  const data = { workspaceId, name: "hook", url: "https://example.com", form: "standard", secret: "x", createdBy: "x" };
  return (await prisma().webhook.create({ data: { ...data, enabled } })).id;
}

/** What is to be sent, in its order: kind, title and count. */
export async function sentOf(workspaceId: number): Promise<string[]> {
  const rows = await prisma().delivery.findMany({ where: { workspaceId }, orderBy: { place: "asc" } });
  return rows.map(({ kind, payload }) => {
    const { notification } = (payload as WebhookPayload).data;
    return `${kind.replace("notification.", "")} ${notification?.title} ×${notification?.count}`;
  });
}

/** As though all that there is had happened so many seconds earlier: time passes without anybody waiting for it. */
export async function letPass(workspaceId: number, seconds: number): Promise<void> {
  const back = (column: string) => `${column} = ${column} - make_interval(secs => $2)`;
  const run = (text: string) => pool("query").query(text, [workspaceId, seconds]);
  await run(`UPDATE events SET ${back("received_at")}, ${back("timestamp")} WHERE workspace_id = $1`);
  await run(
    `UPDATE notifications SET ${back("opened_at")}, ${back("last_at")}, ${back("ended_at")} WHERE workspace_id = $1`,
  );
  await run(`UPDATE agents SET ${back("since")}, ${back("state_at")}, ${back("silent_from")} WHERE workspace_id = $1`);
  for (const row of await prisma().ruleState.findMany({ where: { workspaceId } })) {
    const state = row.state as Record<string, unknown>;
    const earlier = (ms: unknown) => (ms as number) - seconds * 1_000;
    await prisma().ruleState.update({
      where: { workspaceId_ruleId_subject: { workspaceId, ruleId: row.ruleId, subject: row.subject } },
      data: {
        state: {
          ...state,
          ...("lastAtMs" in state ? { lastAtMs: earlier(state.lastAtMs) } : {}),
          ...("openedMs" in state ? { openedMs: (state.openedMs as number[]).map(earlier) } : {}),
          ...("minute" in state ? { minute: (state.minute as number) - seconds / 60 } : {}),
        } as object,
      },
    });
  }
}
