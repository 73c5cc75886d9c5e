import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireMembership } from "@/lib/server/auth/page-access";
import { parseFilter } from "@/lib/timeline/filter";
import { pageParams } from "@/lib/timeline/page-params";
import { EventsScreen } from "./events-screen";
import { prefetchTimeline } from "./prefetch-timeline";
import { paramsOf, type SearchParams } from "./search-params";

export const metadata: Metadata = { title: "Events" };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<SearchParams> };

export default async function EventsPage({ params, searchParams }: Props) {
  const { workspace, reach } = await requireMembership((await params).workspace);
  const parsed = parseFilter(paramsOf(await searchParams), { besides: pageParams });
  const client = new QueryClient();
  if (parsed.ok) await prefetchTimeline(client, { workspace: workspace.slug, reach, filter: parsed.filter });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <EventsScreen workspace={workspace.slug} />
    </HydrationBoundary>
  );
}
