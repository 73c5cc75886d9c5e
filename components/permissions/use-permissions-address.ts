import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

export const sinceAges = ["24h", "7d", "30d"] as const;
const views = ["matrix", "table"] as const;

const params = {
  agent: parseAsString.withDefault(""),
  operation: parseAsString.withDefault(""),
  denied: parseAsBoolean.withDefault(false),
  since: parseAsStringLiteral(sinceAges),
  view: parseAsStringLiteral(views).withDefault("matrix"),
  /** The pair that is open; an empty text stands for "none named". */
  open_agent: parseAsString,
  open_operation: parseAsString,
};

/** The page's state is its address; what is typed leaves no trail in the history. */
export function usePermissionsAddress() {
  const [address, setAddress] = useQueryStates(params, { history: "replace" });
  return { address, setAddress };
}

export type PermissionsAddress = ReturnType<typeof usePermissionsAddress>;
