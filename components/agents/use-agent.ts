import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toaster";
import { agentQuery } from "@/lib/browser/agent-query";
import { ApiProblem } from "@/lib/browser/api";
import { changeAgent } from "@/lib/browser/change-agent";
import { useActivityStream } from "@/lib/browser/use-activity-stream";
import type { AgentLabels } from "@/lib/contract/agent-labels";
import { laterTelling } from "@/lib/timeline/merge-agents";

/** One agent as it is now, and the means to change what people say of it, which shows at once. */
export function useAgent(workspace: string, agentId: string) {
  const queries = useQueryClient();
  const { queryKey, ...query } = agentQuery(workspace, agentId);
  const { told, connection, refetchInterval } = useActivityStream(workspace, agentId);
  const { data: read, error } = useQuery({ queryKey, ...query, refetchInterval });
  const heard = told.get(agentId);
  const latest = read && heard ? laterTelling(read, heard) : (heard ?? read);
  const change = useMutation({
    mutationFn: (labels: AgentLabels) => changeAgent(workspace, agentId, labels),
    onSuccess: (changed) => queries.setQueryData(queryKey, changed),
    onError(problem) {
      // What is wrong with a field is said beside it.
      const isOfFields = problem instanceof ApiProblem && problem.errors.length > 0;
      if (!isOfFields) toast(`Not changed. ${problem.message}`);
    },
  });
  const agent = latest && (change.isPending ? { ...latest, ...said(change.variables) } : latest);
  return { agent, connection, error, change };
}

/** What is said, without what is left as it is. */
function said(labels: AgentLabels) {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== undefined));
}
