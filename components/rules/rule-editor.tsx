import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toaster";
import { faultAt, otherFault } from "@/lib/browser/fault-at";
import { changeRule, createRule, rulesQuery } from "@/lib/browser/rules-query";
import { severities } from "@/lib/contract/event-form";
import { ruleNameCharactersMax } from "@/lib/contract/limits";
import type { Member } from "@/lib/contract/members";
import type { Rule } from "@/lib/contract/rules";
import { formatFilter, parseFilter } from "@/lib/timeline/filter";
import { ruleSentence } from "@/lib/timeline/rule-words";
import { AudienceFields } from "./audience-fields";
import { ConditionFields } from "./condition-fields";
import type { FilterParts } from "./filter-parts";
import { LengthField } from "./length-field";
import { draftOf, fieldsOf, type RuleFields } from "./rule-fields";
import { RulePreviewBox } from "./rule-preview";
import { WaysFields } from "./ways-fields";

type RuleEditorProps = FilterParts & {
  workspace: string;
  /** Undefined: a new one. */
  rule: Rule | undefined;
  filter: string;
  members: readonly Member[];
  onClose: () => void;
};

const shown = [
  "name",
  "filter",
  "condition.type",
  "condition.for_seconds",
  "condition.percent",
  "condition.per_minute",
  "severity",
  "audience",
  "webhook_ids",
  "collapse_seconds",
];

/** A rule to be made or changed; what it says stands below it as a sentence, and what it would have told beside it. */
export function RuleEditor({ workspace, rule, filter, members, describe, filterField, onClose }: RuleEditorProps) {
  const client = useQueryClient();
  const [fields, setFields] = useState(() => fieldsOf(rule, filter));
  const set = (change: Partial<RuleFields>) => setFields((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => (rule ? changeRule(workspace, rule.id, draftOf(fields)) : createRule(workspace, draftOf(fields))),
    onSuccess: ({ name }) => {
      toast(rule ? `${name} is changed` : `${name} is made`);
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: rulesQuery(workspace).queryKey }),
  });
  const at = (path: string) => faultAt(save.error, path);
  const other = otherFault(save.error, shown);
  const parsed = parseFilter(new URLSearchParams(fields.filter));
  const who = fields.audience?.map((id) => nameIn(members, id)) ?? null;
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <div className="rule-editor">
      <section className="panel" aria-labelledby="editor-title">
        <header>
          <h2 id="editor-title">{rule ? `Edit ${rule.name}` : "New rule"}</h2>
        </header>
        <form className="form m-0! p-3.5" onSubmit={submit}>
          <TextInput
            label="Name"
            value={fields.name}
            maxLength={ruleNameCharactersMax}
            required
            autoComplete="off"
            error={at("name")}
            onChange={({ target }) => set({ name: target.value })}
          />
          <div>
            <p className="label">Events that match</p>
            {filterField({
              filter: parsed.ok ? parsed.filter : {},
              onChange: (next) => set({ filter: formatFilter(next).toString() }),
            })}
            {at("filter") && <p className="fault">{at("filter")}</p>}
          </div>
          <ConditionFields condition={fields.condition} faultAt={at} onChange={(condition) => set({ condition })} />
          <AudienceFields
            members={members}
            audience={fields.audience}
            error={at("audience")}
            onChange={(audience) => set({ audience })}
          />
          <WaysFields
            workspace={workspace}
            push={fields.push}
            webhookIds={fields.webhookIds}
            error={at("webhook_ids")}
            onChange={set}
          />
          <div className="flex flex-wrap items-start gap-3">
            <Field label="Severity" error={at("severity")}>
              {(input) => (
                <select
                  {...input}
                  className="input w-40!"
                  value={fields.severity}
                  onChange={({ target }) =>
                    set({ severity: severities.find((one) => one === target.value) ?? "warning" })
                  }
                >
                  {severities.map((severity) => (
                    <option key={severity}>{severity}</option>
                  ))}
                </select>
              )}
            </Field>
            {fields.condition.type === "event" && (
              <LengthField
                label="Count as one within"
                seconds={fields.collapseSeconds}
                error={at("collapse_seconds")}
                hint="What happens again before this long has passed adds to the open notification."
                onChange={(collapseSeconds) => set({ collapseSeconds })}
              />
            )}
          </div>
          <p role="status" className="rule-sentence">
            {ruleSentence({ who, condition: fields.condition, matching: describe(fields.filter) })}
          </p>
          {other && (
            <p role="alert" className="fault">
              {other}
            </p>
          )}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={save.isPending}>
              {rule ? "Save" : "Make rule"}
            </Button>
          </div>
        </form>
      </section>
      <RulePreviewBox workspace={workspace} filter={fields.filter} condition={fields.condition} />
    </div>
  );
}

function nameIn(members: readonly Member[], id: string): string {
  const member = members.find((one) => one.id === id);
  return member?.name ?? member?.email ?? "somebody";
}
