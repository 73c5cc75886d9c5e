import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ruleSuggestions } from "../timeline/rule-suggestions";
import { createRule, rulesQuery } from "./rules-query";

/** Rules to begin with, and a way to have one. */
export function useSuggestedRules(workspace: string) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ draft }: (typeof ruleSuggestions)[number]) => createRule(workspace, draft),
    onSettled: () => client.invalidateQueries({ queryKey: rulesQuery(workspace).queryKey }),
  });
  return { suggestions: ruleSuggestions, make: mutate, isBusy: isPending, error };
}
