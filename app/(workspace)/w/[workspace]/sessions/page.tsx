import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { SessionList } from "@/components/runs/session-list";
import { BehindNote } from "@/components/shell/behind-note";
import { TopBar } from "@/components/shell/top-bar";
import { sessionsQuery } from "@/lib/browser/runs-query";
import { requireMembership } from "@/lib/server/auth/page-access";
import { listSessions } from "@/lib/server/endpoints/sessions";
import type { SearchParams } from "../events/search-params";
import { prefetchList } from "../prefetch-list";
import { runFilterOf } from "../run-filter-of";

export const metadata: Metadata = { title: "Sessions" };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<SearchParams> };

export default async function SessionsPage({ params, searchParams }: Props) {
  const { workspace, reach } = await requireMembership((await params).workspace);
  const client = new QueryClient();
  const query = sessionsQuery(workspace.slug, runFilterOf(await searchParams));
  await prefetchList(client, query, (asked) => listSessions(reach, asked));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TopBar title="Sessions" />
      <BehindNote workspace={workspace.slug} models={["sessions", "actions"]} />
      <main className="scroll">
        <div className="page">
          <SessionList workspace={workspace.slug} />
        </div>
      </main>
    </HydrationBoundary>
  );
}
