import clsx from "clsx";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Switch } from "@/components/ui/switch";
import type { Rule } from "@/lib/contract/rules";
import { ruleSentence } from "@/lib/timeline/rule-words";
import { count } from "@/lib/timeline/telling";

type RuleLineProps = {
  rule: Rule;
  mayChange: boolean;
  describe: (filter: string) => readonly string[];
  names: ReadonlyMap<string, string>;
  onTurn: () => void;
  onEdit: (id: string) => void;
  onDelete: () => void;
};

/** A rule as a sentence, its switch, and when it last told. */
export function RuleLine({ rule, mayChange, describe, names, onTurn, onEdit, onDelete }: RuleLineProps) {
  const { id, name, filter, condition, severity, enabled, audience, push, webhook_ids, last_notified_at } = rule;
  const who = audience?.map((person) => names.get(person) ?? "somebody") ?? null;
  const ways = [severity, push && "by push", webhook_ids.length > 0 && `to ${count(webhook_ids.length, "webhook")}`];
  return (
    <li className={clsx(!enabled && "off")}>
      <Switch
        label={`${name} is on`}
        checked={enabled}
        disabled={!mayChange}
        title={mayChange ? undefined : "For admins"}
        onChange={onTurn}
      />
      <div className="grow min-w-0">
        <h3>{name}</h3>
        <p className="muted">{ruleSentence({ who, condition, matching: describe(filter) })}</p>
        <p className="xs faint">
          {ways.filter(Boolean).join(" · ")} · {last_notified_at ? "last told " : "has told nothing yet"}
          {last_notified_at && <Instant time={last_notified_at} form="moment" />}
        </p>
      </div>
      {mayChange && (
        <span className="acts">
          <Button variant="ghost" size="small" aria-label={`Edit ${name}`} onClick={() => onEdit(id)}>
            Edit
          </Button>
          <Button variant="ghost" size="small" aria-label={`Delete ${name}`} onClick={onDelete}>
            Delete
          </Button>
        </span>
      )}
    </li>
  );
}
