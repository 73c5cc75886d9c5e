import type { Metadata } from "next";
import { headers } from "next/headers";
import { requireMembership } from "@/lib/server/auth/page-access";
import { env } from "@/lib/server/env";
import { ConnectScreen } from "./connect-screen";

export const metadata: Metadata = { title: "Connect an agent" };

type ConnectPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ agent?: string | string[] }>;
};

export default async function ConnectPage({ params, searchParams }: ConnectPageProps) {
  const { workspace, role } = await requireMembership((await params).workspace);
  const chosen = [(await searchParams).agent ?? []].flat()[0];
  const origin = env().NEXTAUTH_URL ?? `http://${(await headers()).get("host") ?? "127.0.0.1:3000"}`;
  return <ConnectScreen workspace={workspace.slug} role={role} chosen={chosen} origin={new URL(origin).origin} />;
}
