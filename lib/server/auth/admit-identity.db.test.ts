import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "../db/prisma";
import { createInvitation } from "../store/invitations";
import { listMemberships } from "../store/memberships";
import { pageAudit } from "../store/read-audit";
import { createTestPerson, type TestPerson } from "../testing/test-person";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { admitIdentity, linkByHand } from "./admit-identity";
import { hashKey } from "./key";

// Before anything reads the settings.
process.env.SIGHTLINE_ALLOWED_EMAIL_DOMAINS = "harbor.example, quay.example";
process.env.SIGHTLINE_DOMAIN_WORKSPACE = "harbor";
withTestDatabase();

const admit = (email: string | null, id: string = randomUUID()) =>
  admitIdentity("oidc", { id, name: "Somebody", email }, "192.0.2.1");
const personOf = (email: string) => prisma().person.findUnique({ where: { email }, include: { identities: true } });

test("a verified address links a person; from then on the provider's id counts, whatever the address says", async () => {
  const [person, other] = [await createTestPerson(), await createTestPerson()];
  expect(await admit(person.email, "ana at the provider")).toBe("admitted");
  expect((await personOf(person.email))?.identities).toMatchObject([
    { provider: "oidc", subject: "ana at the provider" },
  ]);
  expect(await admit(other.email, "ana at the provider")).toBe("admitted");
  expect(await admit(null, "ana at the provider")).toBe("admitted");
  expect((await personOf(other.email))?.identities).toEqual([]);
});

test("a verified address doesn't walk into an account whose own address nobody has shown to be theirs", async () => {
  const squatter = await createTestPerson({ isConfirmed: false });
  expect(await admit(squatter.email)).toBe("unconfirmed");
  expect((await personOf(squatter.email))?.identities).toEqual([]);
  await prisma().person.update({ where: { id: squatter.id }, data: { emailVerifiedAt: new Date() } });
  expect(await admit(squatter.email)).toBe("admitted");
});

test("who asks for it while logged in has any identity linked; one that is another's stays there", async () => {
  const [person, other] = [await createTestPerson({ isConfirmed: false }), await createTestPerson()];
  const link = (who: TestPerson, id: string, email: string | null) =>
    linkByHand(
      { personId: who.id, email: who.email, name: null, loginId: randomUUID() },
      { provider: "oidc", profile: { id, name: null, email }, address: null },
    );
  const subject = randomUUID();
  expect(await link(person, subject, null)).toBe("linked");
  expect(await link(person, subject, null)).toBe("linked");
  expect(await link(other, subject, other.email)).toBe("taken");
  expect(await admit(other.email, subject)).toBe("admitted");
  expect((await personOf(other.email))?.identities).toEqual([]);
  expect((await personOf(person.email))?.emailVerifiedAt).toBeNull();
  expect(await link(person, randomUUID(), person.email)).toBe("linked");
  expect((await personOf(person.email))?.emailVerifiedAt).not.toBeNull();
});

test("somebody new who arrives by two browsers at once gets one account", async () => {
  await prisma().workspace.upsert({
    where: { slug: "harbor" },
    create: { slug: "harbor", name: "Harbor", log: { create: {} } },
    update: {},
  });
  const [subject, email] = [randomUUID(), `${randomUUID()}@harbor.example`];
  const arrivals = Array.from({ length: 4 }, () => admit(email, subject));
  expect(await Promise.all(arrivals)).toEqual(arrivals.map(() => "admitted"));
  expect((await personOf(email))?.identities).toHaveLength(1);
  await prisma().workspace.delete({ where: { slug: "harbor" } });
});

test("an address that isn't verified links nobody, and makes nobody", async () => {
  const people = await prisma().person.count();
  expect(await admit(null)).toBe("unverified");
  expect(await prisma().person.count()).toBe(people);
});

test("an address that nobody has stays outside, as do domains that only look like one that is let in", async () => {
  for (const email of ["a@elsewhere.example", "a@sub.harbor.example", "a@harbor.example.org", "a@notharbor.example"]) {
    expect(await admit(email)).toBe("uninvited");
    expect(await personOf(email)).toBeNull();
  }
});

test("whose domain is let in becomes a viewer of its workspace, once there is one", async () => {
  expect(await admit("a@quay.example")).toBe("uninvited");
  const { id } = await prisma().workspace.create({ data: { slug: "harbor", name: "Harbor", log: { create: {} } } });
  expect(await admit("a@quay.example")).toBe("admitted");
  const person = await personOf("a@quay.example");
  expect(person?.passwordHash).toBeNull();
  expect(person?.emailVerifiedAt).not.toBeNull();
  expect((await listMemberships(person?.id ?? "")).map(({ role }) => role)).toEqual(["viewer"]);
  const { entries } = await pageAudit(id, {}, { order: "asc", limit: 10 });
  expect(entries).toMatchObject([{ act: "member.joined", actor: { label: "a@quay.example" }, address: "192.0.2.1" }]);
});

test("who is invited joins with the role that the invitation says, and spends it; one that is over lets nobody in", async () => {
  const [workspace, other] = [await createTestWorkspace(), await createTestWorkspace()];
  const by = { actor: { kind: "system", id: null, label: "Test" } as const, address: "" };
  const invite = (workspaceId: number, email: string) =>
    createInvitation(workspaceId, { email, role: "member", projects: null, hash: hashKey(randomUUID()), by });
  await invite(workspace.id, "late@elsewhere.example");
  await prisma().invitation.updateMany({ data: { expiresAt: new Date(0) } });
  expect(await admit("late@elsewhere.example")).toBe("uninvited");

  await invite(workspace.id, "guest@elsewhere.example");
  await invite(other.id, "guest@elsewhere.example");
  expect(await admit("guest@elsewhere.example")).toBe("admitted");
  const guest = await personOf("guest@elsewhere.example");
  expect((await listMemberships(guest?.id ?? "")).map(({ role, workspace: { id } }) => [id, role])).toEqual([
    [workspace.id, "member"],
    [other.id, "member"],
  ]);
  expect(await prisma().invitation.count({ where: { email: "guest@elsewhere.example", acceptedAt: null } })).toBe(0);
});
