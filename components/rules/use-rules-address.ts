import { parseAsString, useQueryStates } from "nuqs";

const parsers = { edit: parseAsString, filter: parseAsString };

/** Which rule is being edited, `new` for one to be; and the filter that a new one begins with. */
export function useRulesAddress() {
  const [address, setAddress] = useQueryStates(parsers, { history: "push" });
  return {
    ...address,
    open: (edit: string) => void setAddress({ edit, filter: null }),
    close: () => void setAddress(null),
  };
}
