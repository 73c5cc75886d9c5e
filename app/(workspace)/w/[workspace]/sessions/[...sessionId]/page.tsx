import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { sessionQuery } from "@/lib/browser/runs-query";
import { requireMembership } from "@/lib/server/auth/page-access";
import { readSession } from "@/lib/server/endpoints/sessions";
import { readPathId } from "../../read-path-id";
import { SessionScreen } from "./session-screen";

type Props = { params: Promise<{ workspace: string; sessionId: string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: readPathId((await params).sessionId) ?? "Not found" };
}

export default async function SessionPage({ params }: Props) {
  const { workspace: slug, sessionId: segments } = await params;
  const { workspace, reach } = await requireMembership(slug);
  const sessionId = readPathId(segments);
  const session = sessionId === null ? null : await readSession(reach, sessionId);
  if (sessionId === null || !session) notFound();

  const client = new QueryClient();
  client.setQueryData(sessionQuery(workspace.slug, sessionId).queryKey, session);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SessionScreen workspace={workspace.slug} sessionId={sessionId} />
    </HydrationBoundary>
  );
}
