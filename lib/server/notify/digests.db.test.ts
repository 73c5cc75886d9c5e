import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { NotificationPreferences } from "@/lib/contract/notifications";
import { pool } from "../db/pool";
import { prisma } from "../db/prisma";
import { startMailServer } from "../testing/mail-server";
import { createTestPerson, type TestPerson } from "../testing/test-person";
import { createTestWorkspace, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { sendDueDigests } from "./digests";

const server = await startMailServer();
// Before anything reads the settings.
process.env.SIGHTLINE_SMTP_URL = server.url;
process.env.SIGHTLINE_MAIL_FROM = "sightline@example.com";
process.env.NEXTAUTH_URL = "https://sightline.example.com";
afterAll(() => server.close());
withTestDatabase();

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createTestWorkspace();
  // They go out for all workspaces alike.
  await pool("query").query("UPDATE memberships SET digest = 'off'");
  server.mails.length = 0;
});

/** A member whose last digest was so many hours ago. */
async function member(digest: NotificationPreferences["digest"], hoursAgo: number): Promise<TestPerson> {
  const person = await createTestPerson({ hasPassword: false });
  const digestedAt = new Date(Date.now() - hoursAgo * 3_600_000);
  const membership = { workspaceId: workspace.id, personId: person.id, role: "member", digest, digestedAt };
  await prisma().membership.create({ data: membership });
  return person;
}

async function rule(name: string): Promise<string> {
  const data = { workspaceId: workspace.id, name, filter: "", condition: {}, fromCursor: 0, createdBy: "test" };
  return (await prisma().rule.create({ data, select: { id: true } })).id;
}

type Opened = { title?: string; project?: string; hoursAgo?: number; audience?: string[]; acknowledged?: boolean };

async function open(ruleId: string, { title = "t", project, hoursAgo = 0.5, audience, acknowledged }: Opened = {}) {
  const at = new Date(Date.now() - hoursAgo * 3_600_000);
  return prisma().notification.create({
    data: {
      ...{ workspaceId: workspace.id, ruleId, title, severity: "error", subject: randomUUID() },
      ...{ firstCursor: 1, lastCursor: 1, openedAt: at, lastAt: at },
      ...{ toEveryone: audience === undefined, audience: audience ?? [] },
      acknowledgedAt: acknowledged ? at : null,
      project: project ?? null,
    },
  });
}

test("What is unread comes as one mail by rule, with counts and links, and once", async () => {
  const { email } = await member("hourly", 2);
  const [denied, budgets] = [await rule("denied"), await rule("budgets")];
  await open(budgets, { title: "12 % of coder's <budget> remains" });
  for (let i = 0; i < 7; i++) await open(denied, { title: `denied ${i}` });
  await Promise.all([sendDueDigests(), sendDueDigests()]);
  expect(server.mails.map(({ to }) => to)).toEqual([[email]]);
  const text = server.mails[0]?.text ?? "";
  expect(text).toContain(`Subject: 8 unread notifications in ${workspace.slug}`);
  expect(text).toMatch(/denied \(7\)\r?\n- denied 6, 2\d{3}-/);
  expect(text).toContain("- and 2 more");
  expect(text).toContain("<li>12 % of coder&#39;s &lt;budget&gt; remains");
  expect(text).toContain(`https://sightline.example.com/w/${workspace.slug}/inbox`);
  expect(text).toMatch(/^List-Unsubscribe: <https:/m);
  await sendDueDigests();
  expect(server.mails).toHaveLength(1);
});

test("None is empty: what is read, acknowledged, older, or told to others makes no mail", async () => {
  const [person, other] = [await member("daily", 25), await member("off", 25)];
  const ruleId = await rule("denied");
  const read = await open(ruleId);
  await prisma().notificationRead.create({
    data: { workspaceId: workspace.id, personId: person.id, notificationId: read.id },
  });
  await open(ruleId, { acknowledged: true });
  await open(ruleId, { hoursAgo: 30 });
  await open(ruleId, { audience: [other.id] });
  await sendDueDigests();
  expect(server.mails).toEqual([]);
  await open(ruleId, { audience: [person.id] });
  await pool("query").query("UPDATE memberships SET digested_at = now() - interval '25 hours'");
  await sendDueDigests();
  expect(server.mails.map(({ to }) => to)).toEqual([[person.email]]);
});

test("What began a moment ago waits for the next one, as more of that moment may still be written", async () => {
  await member("hourly", 2);
  const ruleId = await rule("denied");
  await open(ruleId, { title: "before" });
  await open(ruleId, { title: "just now", hoursAgo: 0 });
  await sendDueDigests();
  // Two hours pass.
  await pool("query").query("UPDATE notifications SET opened_at = opened_at - interval '2 hours'");
  await pool("query").query("UPDATE memberships SET digested_at = digested_at - interval '2 hours'");
  await sendDueDigests();
  const told = server.mails.map(({ text }) => ["before", "just now"].filter((title) => text.includes(`- ${title},`)));
  expect(told).toEqual([["before"], ["just now"]]);
});

test("Who is restricted to some projects is told of these alone", async () => {
  const { id } = await member("hourly", 2);
  await pool("query").query("UPDATE memberships SET projects = '{shop}' WHERE person_id = $1", [id]);
  const ruleId = await rule("denied");
  await open(ruleId, { title: "in another", project: "bank" });
  await open(ruleId, { title: "in none" });
  await open(ruleId, { title: "in theirs", project: "shop" });
  await sendDueDigests();
  const [mail] = server.mails;
  expect(mail?.text).toContain("denied (1)");
  expect(mail?.text).toContain("in theirs");
  expect(mail?.text).not.toMatch(/in another|in none/);
});

test("Who wants one a day gets none after an hour, and a deleted workspace sends none", async () => {
  await member("daily", 2);
  await open(await rule("denied"));
  await sendDueDigests();
  await pool("query").query("UPDATE memberships SET digested_at = now() - interval '25 hours'");
  await pool("query").query("UPDATE workspaces SET deleted_at = now() WHERE id = $1", [workspace.id]);
  await sendDueDigests();
  expect(server.mails).toEqual([]);
});
