import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

export const shownDeliveries = ["waiting", "delivered", "failed"] as const;
const parsers = { webhook: parseAsString, state: parseAsStringLiteral(shownDeliveries) };

/** Whose delivery log is open, and which deliveries of it are shown. */
export function useWebhooksAddress() {
  const [address, setAddress] = useQueryStates(parsers, { history: "push" });
  return { ...address, setAddress };
}
