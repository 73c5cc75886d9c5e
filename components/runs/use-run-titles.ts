import { useQueries } from "@tanstack/react-query";
import { runTitlesQuery } from "@/lib/browser/run-titles-query";

/** The titles of a list's runs, page by page as the list is read; those not told yet, or never, are not in it. */
export function useRunTitles(
  workspace: string,
  field: "session_id" | "task_id",
  pages: readonly (readonly string[])[],
): Readonly<Record<string, string>> {
  return useQueries({
    queries: pages.map((ids) => runTitlesQuery(workspace, field, ids)),
    combine: mergeTitles,
  });
}

function mergeTitles(results: readonly { data?: Readonly<Record<string, string>> | undefined }[]) {
  return Object.assign({}, ...results.map(({ data }) => data)) as Readonly<Record<string, string>>;
}
