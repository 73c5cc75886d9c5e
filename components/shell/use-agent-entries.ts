import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Bot } from "lucide-react";
import { useRouter } from "next/navigation";
import { useDeferredValue } from "react";
import { agentsQuery } from "@/lib/browser/agents-query";
import { facetValuesQuery } from "@/lib/browser/facet-values-query";
import { type ChoiceEntry, fits } from "./choice-dialog";

/** More would push away what else fits. */
const agentsShownMax = 6;

/** Agents by name, role or id: those heard of last, and of all others those whose id begins so. */
export function useAgentEntries(workspace: string, typed: string): ChoiceEntry[] {
  const router = useRouter();
  const asked = useDeferredValue(typed);
  const { data: newest } = useInfiniteQuery(agentsQuery(workspace));
  const { data: listed } = useQuery({ ...facetValuesQuery(workspace, "agent_id", asked), enabled: asked !== "" });
  if (typed === "") return [];

  const known = new Map(newest?.pages.flatMap(({ agents }) => agents).map((agent) => [agent.agent_id, agent]));
  const nameOf = (id: string) => known.get(id)?.display_name ?? known.get(id)?.agent_name ?? id;
  const found = [...known.values()]
    .filter((agent) => fits(typed, `${nameOf(agent.agent_id)} ${agent.agent_id} ${agent.agent_role ?? ""}`))
    .map(({ agent_id }) => agent_id);
  const all = [
    ...new Set([...found, ...(listed?.values ?? []).map(({ value }) => value).filter((id) => fits(typed, id))]),
  ];
  return all.slice(0, agentsShownMax).map((id) => ({
    key: id,
    text: nameOf(id),
    hint: [known.get(id)?.agent_role, known.get(id)?.status.state].filter(Boolean).join(" · "),
    Icon: Bot,
    run: () => router.push(`/w/${workspace}/agents/${encodeURIComponent(id)}`),
  }));
}
