import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { taskQuery } from "@/lib/browser/runs-query";
import { requireMembership } from "@/lib/server/auth/page-access";
import { readTask } from "@/lib/server/endpoints/tasks";
import { parseFilter } from "@/lib/timeline/filter";
import { pageParams } from "@/lib/timeline/page-params";
import { prefetchTimeline } from "../../events/prefetch-timeline";
import { paramsOf, type SearchParams } from "../../events/search-params";
import { readPathId } from "../../read-path-id";
import { TaskScreen } from "./task-screen";

type Props = { params: Promise<{ workspace: string; taskId: string[] }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: readPathId((await params).taskId) ?? "Not found" };
}

export default async function TaskPage({ params, searchParams }: Props) {
  const { workspace: slug, taskId: segments } = await params;
  const { workspace, reach } = await requireMembership(slug);
  const taskId = readPathId(segments);
  const task = taskId === null ? null : await readTask(reach, taskId);
  if (taskId === null || !task) notFound();

  const client = new QueryClient();
  client.setQueryData(taskQuery(workspace.slug, taskId).queryKey, task);
  const parsed = parseFilter(paramsOf(await searchParams), { besides: pageParams });
  if (parsed.ok)
    await prefetchTimeline(client, {
      workspace: workspace.slug,
      reach,
      filter: { ...parsed.filter, task_id: [taskId] },
    });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TaskScreen workspace={workspace.slug} taskId={taskId} />
    </HydrationBoundary>
  );
}
