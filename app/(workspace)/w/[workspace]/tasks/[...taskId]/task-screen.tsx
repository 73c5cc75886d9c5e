"use client";

import { useQuery } from "@tanstack/react-query";
import { TaskFacts } from "@/components/runs/task-facts";
import { ConnectionChip } from "@/components/shell/connection-chip";
import { TopBar } from "@/components/shell/top-bar";
import { Timeline } from "@/components/timeline/timeline";
import { taskQuery } from "@/lib/browser/runs-query";
import { useRefresh } from "@/lib/browser/use-refresh";

export function TaskScreen({ workspace, taskId }: { workspace: string; taskId: string }) {
  const query = taskQuery(workspace, taskId);
  const { data: task } = useQuery(query);
  const refresh = useRefresh(query.queryKey);
  return (
    <Timeline
      workspace={workspace}
      taskId={taskId}
      onArrival={refresh}
      head={({ connection }) => (
        <>
          <TopBar
            title={task?.operation ?? taskId}
            crumbs={[{ text: "Tasks", href: `/w/${workspace}/tasks` }]}
            trailing={<ConnectionChip {...connection} />}
          />
          {task && <TaskFacts task={task} workspace={workspace} />}
        </>
      )}
    />
  );
}
