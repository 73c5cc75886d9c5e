import { parseAsString, useQueryStates } from "nuqs";
import type { AuditSelection } from "@/lib/browser/audit-query";

const parsers = { act: parseAsString, actor: parseAsString, since: parseAsString } satisfies Record<
  keyof AuditSelection,
  typeof parseAsString
>;

/** What the page is narrowed by, which the address holds. */
export function useAuditSelection() {
  const [selection, setSelection] = useQueryStates(parsers, { history: "push" });
  return {
    selection,
    isNarrowed: Object.values(selection).some(Boolean),
    set: (name: keyof AuditSelection, value: string) => void setSelection({ [name]: value === "" ? null : value }),
    clear: () => void setSelection(null),
  };
}
