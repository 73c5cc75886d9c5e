import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { TaskList } from "@/components/runs/task-list";
import { BehindNote } from "@/components/shell/behind-note";
import { TopBar } from "@/components/shell/top-bar";
import { tasksQuery } from "@/lib/browser/runs-query";
import { requireMembership } from "@/lib/server/auth/page-access";
import { listTasks } from "@/lib/server/endpoints/tasks";
import type { SearchParams } from "../events/search-params";
import { prefetchList } from "../prefetch-list";
import { runFilterOf } from "../run-filter-of";

export const metadata: Metadata = { title: "Tasks" };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<SearchParams> };

export default async function TasksPage({ params, searchParams }: Props) {
  const { workspace, reach } = await requireMembership((await params).workspace);
  const client = new QueryClient();
  const query = tasksQuery(workspace.slug, runFilterOf(await searchParams));
  await prefetchList(client, query, (asked) => listTasks(reach, asked));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TopBar title="Tasks" />
      <BehindNote workspace={workspace.slug} models={["tasks"]} />
      <main className="scroll">
        <div className="page">
          <TaskList workspace={workspace.slug} />
        </div>
      </main>
    </HydrationBoundary>
  );
}
