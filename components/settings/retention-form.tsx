"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { toast } from "@/components/ui/toaster";
import { TypedWordDialog } from "@/components/ui/typed-word-dialog";
import { ApiProblem } from "@/lib/browser/api";
import { retentionDaysMax } from "@/lib/contract/limits";
import type { Retention, RetentionDue, RetentionSettings } from "@/lib/contract/retention";
import { DaysInput } from "./days-input";
import { changeRetention, retentionPreviewQuery, retentionQuery } from "./retention-query";

/** The two settings, what they would remove, and a word to be typed before anything goes. */
export function RetentionForm({ workspace, present }: { workspace: string; present: Retention }) {
  const queries = useQueryClient();
  const [events, setEvents] = useState(typed(present.retention_days));
  const [payloads, setPayloads] = useState(typed(present.payload_days));
  const [isAsking, setIsAsking] = useState(false);
  const asked = settingsOf(events, payloads);
  const isChanged = asked.retention_days !== present.retention_days || asked.payload_days !== present.payload_days;
  const faults = faultsOf(asked);
  const isFit = Object.keys(faults).length === 0;
  const preview = useQuery({ ...retentionPreviewQuery(workspace, asked), enabled: isChanged && isFit });
  const save = useMutation({
    mutationFn: (confirm: string | undefined) =>
      changeRetention(workspace, { ...asked, ...(confirm === undefined ? {} : { confirm }) }),
    onSuccess: () => toast(said(asked)),
    onError: (error) => {
      // Something more has become due since the preview.
      if (error instanceof ApiProblem && error.errors.some(({ path }) => path === "confirm")) setIsAsking(true);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: retentionQuery(workspace).queryKey }),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!isFit || !isChanged || !preview.data) return;
    if (preview.data.events + preview.data.payloads > 0) setIsAsking(true);
    else save.mutate(undefined);
  }

  return (
    <section className="panel" aria-labelledby="retention-title">
      <header>
        <h2 id="retention-title">How long events are kept</h2>
      </header>
      <form className="grid gap-4 p-3.5" onSubmit={submit} noValidate>
        <div className="grid gap-4 min-[900px]:grid-cols-2">
          <DaysInput
            label="Keep events for"
            hint="Days since they were received. After that they are gone."
            value={events}
            presets={[30, 90, 365]}
            noEnd="For ever"
            error={faults.retention_days}
            onChange={setEvents}
          />
          <DaysInput
            label="Keep payloads for"
            hint="After that an event loses its metadata, and keeps who, what and when."
            value={payloads}
            presets={[7, 30, 90]}
            noEnd="As long as the event"
            error={faults.payload_days}
            onChange={setPayloads}
          />
        </div>
        <p role="status" className="sm min-h-5 text-pretty">
          {isChanged && isFit && preview.data && <DueWords due={preview.data} />}
          {isChanged && isFit && preview.isError && <span className="fault">{preview.error.message}</span>}
        </p>
        <div className="acts">
          <Button type="submit" variant="primary" disabled={!isChanged || !isFit || !preview.data || save.isPending}>
            Save
          </Button>
        </div>
        {save.error && !isAsking && (
          <p role="alert" className="fault">
            {save.error instanceof ApiProblem ? save.error.detail : save.error.message}
          </p>
        )}
      </form>
      {isAsking && preview.data && (
        <TypedWordDialog
          title="Remove what is older?"
          lead={<DueWords due={preview.data} />}
          word={workspace}
          hint="What is removed can't be brought back."
          act="Remove"
          onClose={() => setIsAsking(false)}
          onConfirm={() => {
            setIsAsking(false);
            save.mutate(workspace);
          }}
        />
      )}
    </section>
  );
}

function DueWords({ due }: { due: RetentionDue }) {
  if (due.events + due.payloads === 0) return <span className="muted">Nothing that is kept now would be removed.</span>;
  return (
    <>
      {due.events > 0 && due.events_before && (
        <>
          Would remove <b>{counted(due.events, "event")}</b> received before{" "}
          <Instant time={due.events_before} form="day" />.{" "}
        </>
      )}
      {due.payloads > 0 && due.payloads_before && (
        <>
          Would remove the payloads of <b>{counted(due.payloads, "event")}</b> received before{" "}
          <Instant time={due.payloads_before} form="day" />.
        </>
      )}
    </>
  );
}

const typed = (days: number | null) => (days === null ? "" : String(days));
const settingsOf = (events: string, payloads: string): RetentionSettings => ({
  retention_days: events === "" ? null : Number(events),
  payload_days: payloads === "" ? null : Number(payloads),
});

function faultsOf({ retention_days, payload_days }: RetentionSettings): {
  retention_days?: string;
  payload_days?: string;
} {
  const isDays = (days: number | null) =>
    days === null || (Number.isInteger(days) && days >= 1 && days <= retentionDaysMax);
  const form = `A whole number from 1 to ${retentionDaysMax}, or nothing.`;
  if (!isDays(retention_days)) return { retention_days: form };
  if (!isDays(payload_days)) return { payload_days: form };
  const isLonger = retention_days !== null && payload_days !== null && payload_days > retention_days;
  return isLonger ? { payload_days: `At most ${retention_days}: a payload goes with its event.` } : {};
}

const said = ({ retention_days }: RetentionSettings) =>
  retention_days === null ? "Events are kept for ever" : `Events are kept for ${counted(retention_days, "day")}`;
const counted = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
