import { useQueryClient } from "@tanstack/react-query";
import { Hash, Layers, ListChecks, Rows3, Search, Waypoints } from "lucide-react";
import { useRouter } from "next/navigation";
import { toast } from "@/components/ui/toaster";
import { eventAtQuery } from "@/lib/browser/event-at-query";
import { eventQuery } from "@/lib/browser/event-query";
import type { AgentEvent } from "@/lib/contract/event";
import { uuidPattern } from "@/lib/contract/event-form";
import type { ChoiceEntry, ChoiceGroup } from "./choice-dialog";

const cursorPattern = /^\d{1,15}$/;

/** What else the text that was typed may be: an event's id or cursor, a session, a task, a trace, words to search for. */
export function useIdEntries(workspace: string, typed: string): ChoiceGroup[] {
  const router = useRouter();
  const client = useQueryClient();
  if (typed === "") return [];
  const goTo = (filter: Record<string, string>) => router.push(`/w/${workspace}/events?${new URLSearchParams(filter)}`);
  const goToPage = (kind: string) => router.push(`/w/${workspace}/${kind}/${encodeURIComponent(typed)}`);
  const open = async (event: Promise<AgentEvent | null>) => {
    const found = await event.catch(() => null);
    if (found) goTo({ event: found.event_id });
    else toast("There is no such event here, or it is kept no longer.");
  };

  const event: ChoiceEntry[] = [];
  const digits = typed.replace(/[, ]/g, "");
  if (uuidPattern.test(typed))
    event.push({
      key: "event",
      text: `Event ${typed}`,
      Icon: Rows3,
      run: () => void open(client.fetchQuery(eventQuery(workspace, typed.toLowerCase()))),
    });
  if (cursorPattern.test(digits) && Number(digits) > 0)
    event.push({
      key: "cursor",
      text: `Event at cursor ${Number(digits).toLocaleString("en")}`,
      Icon: Hash,
      run: () => void open(client.fetchQuery(eventAtQuery(workspace, Number(digits)))),
    });

  const isId = !/\s/.test(typed);
  const others: ChoiceEntry[] = [
    { key: "words", text: `Search events for “${typed}”`, Icon: Search, run: () => goTo({ q: typed }) },
    ...(isId
      ? [
          {
            key: "trace",
            text: `Trace or correlation ${typed}, across systems`,
            Icon: Waypoints,
            run: () => goToPage("traces"),
          },
          { key: "session", text: `Session ${typed}`, Icon: Layers, run: () => goToPage("sessions") },
          { key: "task", text: `Task ${typed}`, Icon: ListChecks, run: () => goToPage("tasks") },
        ]
      : []),
  ];
  return [
    { heading: "Event", entries: event },
    { heading: "By what was typed", entries: others },
  ];
}
