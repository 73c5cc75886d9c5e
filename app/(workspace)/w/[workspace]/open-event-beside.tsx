"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { OpenEvent } from "@/components/timeline/open-event";
import type { AgentEvent } from "@/lib/contract/event";

type OpenEventBesideProps = {
  workspace: string;
  eventId: string;
  /** What the page is about: a filter by a field of the event leads to these events, narrowed further. */
  within: Readonly<Record<string, string>>;
  /** Null closes it. */
  onOpen: (event: AgentEvent | null) => void;
};

/** An event's detail on a page that is no timeline: to filter by one of its values leads to the page of events. */
export function OpenEventBeside({ workspace, eventId, within, onOpen }: OpenEventBesideProps) {
  const router = useRouter();
  const [tab, setTab] = useState<string | null>(null);
  const filterBy = (field: string, value: string) => {
    const params = new URLSearchParams();
    for (const [name, text] of Object.entries({ ...within, [field]: value })) {
      params.set(name, text.replaceAll(",", "\\,"));
    }
    router.push(`/w/${workspace}/events?${params}`);
  };
  return (
    <OpenEvent
      workspace={workspace}
      eventId={eventId}
      tab={tab}
      onTab={setTab}
      onOpen={onOpen}
      onClose={() => onOpen(null)}
      onFilter={filterBy}
    />
  );
}
