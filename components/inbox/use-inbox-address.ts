import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { InboxSelection } from "@/lib/browser/notifications-query";

export const inboxViews = ["open", "unread", "mine", "acknowledged", "ended", "all"] as const;
export type InboxView = (typeof inboxViews)[number];

const parsers = {
  view: parseAsStringLiteral(inboxViews).withDefault("open"),
  rule: parseAsString,
  open: parseAsString,
};

const selections: Readonly<Record<InboxView, InboxSelection>> = {
  open: { state: "open" },
  unread: { unread: "true" },
  mine: { assigned_to: "me" },
  acknowledged: { state: "acknowledged" },
  ended: { state: "ended" },
  all: {},
};

/** Which entries the inbox shows and which of them is open: the address holds it. */
export function useInboxAddress() {
  const [address, setAddress] = useQueryStates(parsers, { history: "push" });
  const selection = {
    ...selections[address.view],
    ...(address.rule === null ? {} : { rule_id: address.rule }),
  };
  return { address, setAddress, selection };
}

export type InboxAddress = ReturnType<typeof useInboxAddress>["address"];
export type SetInboxAddress = ReturnType<typeof useInboxAddress>["setAddress"];
