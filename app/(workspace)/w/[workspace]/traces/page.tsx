import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { TraceList } from "@/components/runs/trace-list";
import { BehindNote } from "@/components/shell/behind-note";
import { TopBar } from "@/components/shell/top-bar";
import { tracesQuery } from "@/lib/browser/runs-query";
import { requireMembership } from "@/lib/server/auth/page-access";
import { listTraces } from "@/lib/server/endpoints/traces";
import type { SearchParams } from "../events/search-params";
import { prefetchList } from "../prefetch-list";
import { runFilterOf } from "../run-filter-of";

export const metadata: Metadata = { title: "Traces" };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<SearchParams> };

export default async function TracesPage({ params, searchParams }: Props) {
  const { workspace, reach } = await requireMembership((await params).workspace);
  const client = new QueryClient();
  const query = tracesQuery(workspace.slug, { ...runFilterOf(await searchParams), state: null });
  await prefetchList(client, query, (asked) => listTraces(reach, asked));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TopBar title="Traces" />
      <BehindNote workspace={workspace.slug} models={["traces"]} />
      <main className="scroll">
        <div className="page">
          <TraceList workspace={workspace.slug} />
        </div>
      </main>
    </HydrationBoundary>
  );
}
