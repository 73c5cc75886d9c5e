import { CheckCheck } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import type { Rule } from "@/lib/contract/rules";
import { type InboxAddress, type InboxView, inboxViews, type SetInboxAddress } from "./use-inbox-address";

const viewWords: Readonly<Record<InboxView, string>> = {
  open: "Open",
  unread: "Unread",
  mine: "Mine",
  acknowledged: "Acknowledged",
  ended: "Ended",
  all: "All",
};

type InboxBarProps = {
  address: InboxAddress;
  setAddress: SetInboxAddress;
  rules: readonly Rule[];
  unread: number;
  onReadAll: () => void;
};

/** Which entries are shown, and a way to have read them all. */
export function InboxBar({ address: { view, rule }, setAddress, rules, unread, onReadAll }: InboxBarProps) {
  return (
    <search className="inbox-bar" aria-label="Filter">
      <Segmented
        label="Show"
        value={view}
        options={inboxViews.map((value) => ({ value, text: viewWords[value] }))}
        onChange={(next) => void setAddress({ view: next, open: null })}
      />
      <select
        aria-label="Rule"
        className="field text-ink"
        value={rule ?? ""}
        onChange={({ target }) => void setAddress({ rule: target.value === "" ? null : target.value, open: null })}
      >
        <option value="">Any rule</option>
        {rule !== null && !rules.some(({ id }) => id === rule) && <option value={rule}>One rule</option>}
        {rules.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <span className="grow" />
      <Button variant="ghost" disabled={unread === 0} onClick={onReadAll}>
        <CheckCheck className="i i14" />
        Mark all read
      </Button>
    </search>
  );
}
