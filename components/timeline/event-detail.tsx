"use client";

import { useQuery } from "@tanstack/react-query";
import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import { kinCountQuery } from "@/lib/browser/kin-query";
import type { AgentEvent } from "@/lib/contract/event";
import { type Kin, type KinKind, kinOf } from "@/lib/timeline/kin";
import { DetailHead } from "./detail-head";
import { EventFields } from "./event-fields";
import { JsonView } from "./json-view";
import { KinList } from "./kin-list";

export type EventDetailProps = {
  event: AgentEvent;
  workspace: string;
  /** Which tab the address names; null for the event itself. */
  tab: string | null;
  onTab: (tab: string | null) => void;
  onOpen: (event: AgentEvent) => void;
  onClose: () => void;
  onFilter: (field: string, value: string) => void;
  /** Whether the event is among those selected, and a way to change that where events can be selected. */
  picked: boolean;
  onPick?: ((event: AgentEvent) => void) | undefined;
};

const eventTab = "event";
const kinWords: Readonly<Record<KinKind, string>> = { session: "Session", task: "Task", trace: "Trace" };
/** As many as tell what led here and what came of it, without pushing the metadata out of sight. */
const glance = { before: 3, after: 1 };
const tabful = { before: 25, after: 25 };

/** All about one event: what it says of itself, and what happened around it in its session, task and trace. */
export function EventDetail({
  event,
  workspace,
  tab,
  onTab,
  onOpen,
  onClose,
  onFilter,
  picked,
  onPick,
}: EventDetailProps) {
  const agentHref = event.agent_id === null ? null : `/w/${workspace}/agents/${encodeURIComponent(event.agent_id)}`;
  const all = kinOf(event);
  const [nearest] = all;
  const chosen = all.find(({ kind }) => kind === tab);
  return (
    <aside className="detail" aria-label="Event detail">
      <DetailHead {...{ event, workspace, agentHref, onClose, picked, onPick }} />
      <Tabs.Root
        className="flex flex-1 flex-col"
        value={chosen?.kind ?? eventTab}
        onValueChange={(next) => onTab(next === eventTab ? null : next)}
      >
        <Tabs.List className="dtabs" aria-label="About this event">
          <Tabs.Trigger value={eventTab}>Event</Tabs.Trigger>
          {all.map((kin) => (
            <Tabs.Trigger key={kin.kind} value={kin.kind}>
              {kinWords[kin.kind]} <KinCount workspace={workspace} kin={kin} />
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Panel value={eventTab}>
          <EventFields {...{ event, workspace, agentHref, onFilter }} />
          {nearest && (
            <KinList
              {...{ workspace, event, onOpen, ...glance }}
              kin={nearest}
              title={`Around it in this ${nearest.kind}`}
            />
          )}
          {event.metadata_expired ? (
            <p className="sm faint px-4 py-2">The metadata is past its retention and gone.</p>
          ) : (
            <JsonView key={event.event_id} title="Metadata" root="metadata" value={event.metadata} />
          )}
        </Panel>
        {all.map((kin) => (
          <Panel key={kin.kind} value={kin.kind}>
            <KinList {...{ workspace, event, kin, onOpen, ...tabful }} title={`The ${kin.kind} around it`} />
          </Panel>
        ))}
      </Tabs.Root>
    </aside>
  );
}

/** Only the chosen panel exists, so that only its events are read and stepped through. */
function Panel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Tabs.Content value={value} tabIndex={-1} className="flex flex-1 flex-col data-[state=inactive]:hidden">
      {children}
    </Tabs.Content>
  );
}

function KinCount({ workspace, kin }: { workspace: string; kin: Kin }) {
  const { data } = useQuery(kinCountQuery(workspace, kin));
  return <span className="faint">{data?.toLocaleString("en")}</span>;
}
