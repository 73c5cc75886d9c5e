"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Instant } from "@/components/ui/instant";
import { Skeleton } from "@/components/ui/skeleton";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toaster";
import { ApiProblem } from "@/lib/browser/api";
import { rulePatternCharactersMax } from "@/lib/contract/limits";
import type { RedactionRuleDraft } from "@/lib/contract/privacy";
import { createRule, deleteRule, redactionRulesQuery } from "./privacy-query";

/** What this workspace masks besides what is masked everywhere; for its admins. */
export function RedactionRulesPanel({ workspace }: { workspace: string }) {
  const queries = useQueryClient();
  const rules = useQuery(redactionRulesQuery(workspace));
  const form = useRef<HTMLFormElement>(null);
  const onSettled = () => queries.invalidateQueries({ queryKey: redactionRulesQuery(workspace).queryKey });
  const create = useMutation({
    mutationFn: (rule: RedactionRuleDraft) => createRule(workspace, rule),
    onSuccess: () => form.current?.reset(),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id }: { id: string; name: string }) => deleteRule(workspace, id),
    onSuccess: (_, { name }) => toast(`${name} is no longer masked`),
    onSettled,
  });
  const faults = create.error instanceof ApiProblem ? create.error.errors : [];
  const faultAt = (path: string) => faults.find((fault) => fault.path === path)?.message;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    create.mutate({ name: String(given.get("name")).trim(), pattern: String(given.get("pattern")) });
  }

  return (
    <section className="panel" aria-labelledby="rules-title">
      <header>
        <h2 id="rules-title">This workspace&apos;s own rules</h2>
      </header>
      {rules.isLoading && <Skeleton rows={2} />}
      {rules.isError && (
        <ErrorState
          title="The rules can't be read just now"
          text={`${rules.error.message} They are kept to all the same.`}
          onRetry={() => rules.refetch()}
          requestId={rules.error instanceof ApiProblem ? rules.error.requestId : null}
        />
      )}
      {rules.data && rules.data.rules.length > 0 && (
        <div className="relative overflow-x-auto">
          <table className="table">
            <thead>
              <tr>
                <th>Name</th>
                <th>Pattern</th>
                <th>Since</th>
                <th>
                  <span className="hide">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rules.data.rules.map((rule) => (
                <tr key={rule.id}>
                  <td className="font-semibold">{rule.name}</td>
                  <td className="mono">{rule.pattern}</td>
                  <td className="muted whitespace-nowrap">
                    <Instant time={rule.created_at} form="day" />
                    {rule.created_by && <div className="xs faint">{rule.created_by}</div>}
                  </td>
                  <td className="text-right">
                    <Button
                      variant="ghost"
                      size="small"
                      aria-label={`Delete ${rule.name}`}
                      disabled={remove.isPending}
                      onClick={() => remove.mutate(rule)}
                    >
                      Delete
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <form ref={form} className="form p-3.5" onSubmit={submit}>
        <TextInput
          label="Name"
          name="name"
          placeholder="badge-number"
          maxLength={50}
          required
          error={faultAt("name")}
        />
        <TextInput
          label="Pattern"
          name="pattern"
          placeholder="EMP-[0-9]{6}"
          maxLength={rulePatternCharactersMax}
          required
          spellCheck={false}
          error={faultAt("pattern")}
          hint="RE2's syntax. A group (?P<secret>…) narrows what is masked. Kept to within a second, by keys that redact."
        />
        {create.error && faults.length === 0 && (
          <p role="alert" className="fault">
            {create.error instanceof ApiProblem ? create.error.detail : create.error.message}
          </p>
        )}
        <div className="acts">
          <Button type="submit" disabled={create.isPending}>
            Add rule
          </Button>
        </div>
      </form>
      {rules.data && (
        <details className="px-3.5 pb-3.5">
          <summary className="sm muted">{`${rules.data.built_in.length} rules that every workspace has`}</summary>
          <p className="sm faint mt-2">{rules.data.built_in.join(", ")}</p>
        </details>
      )}
    </section>
  );
}
