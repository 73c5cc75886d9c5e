"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toaster";
import { changeAuditRetention } from "@/lib/browser/audit-query";
import { auditKeptDaysMax, auditKeptDaysMin } from "@/lib/contract/limits";

/** For how many days the log is kept, which an owner changes. */
export function AuditKeptForm({ workspace, keptDays }: { workspace: string; keptDays: number }) {
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (days: number) => changeAuditRetention(workspace, days),
    onSuccess: ({ kept_days }) => toast(`Entries are kept for ${kept_days} days`),
    onSettled: () => queries.invalidateQueries({ queryKey: ["audit", workspace] }),
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate(Number(new FormData(event.currentTarget).get("days")));
  }
  return (
    <form className="mt-4 flex flex-wrap items-end gap-2" onSubmit={submit}>
      <TextInput
        key={keptDays}
        label="Keep entries for so many days"
        name="days"
        type="number"
        inputMode="numeric"
        min={auditKeptDaysMin}
        max={auditKeptDaysMax}
        defaultValue={keptDays}
        required
        error={save.isError ? save.error.message : undefined}
      />
      <Button type="submit" className="h-8!" disabled={save.isPending}>
        Save
      </Button>
    </form>
  );
}
