import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { IconButton } from "@/components/ui/icon-button";
import { saveFile } from "@/components/ui/save-file";
import { toast } from "@/components/ui/toaster";
import type { AgentEvent } from "@/lib/contract/event";
import type { ExportFormat } from "@/lib/contract/export";
import { count } from "@/lib/timeline/telling";

/** What may be done with the events that are selected. It floats, so that its coming moves no row. */
export function PickedBar({
  workspace,
  picked,
  onClear,
}: {
  workspace: string;
  picked: ReadonlyMap<string, AgentEvent>;
  onClear: () => void;
}) {
  if (picked.size === 0) return null;
  const events = () => [...picked.values()].sort((a, b) => a.cursor - b.cursor);
  const copy = async () => {
    const ok = await copyText(JSON.stringify(events(), null, 2));
    toast(ok ? `${count(picked.size, "event")} copied as JSON` : "The browser refused to copy. Export them instead.");
  };
  const save = async (format: ExportFormat) => {
    const text = format === "csv" ? await tableOf(events()) : linesOf(events());
    saveFile(new Blob([text]), `${workspace}-${picked.size}-events.${format}`);
  };
  return (
    <section className="pickbar" aria-label="Selection">
      <b role="status">{picked.size.toLocaleString("en")} selected</b>
      <Button size="small" onClick={() => void copy()}>
        Copy JSON
      </Button>
      <Button size="small" onClick={() => void save("ndjson")}>
        Export NDJSON
      </Button>
      <Button size="small" onClick={() => void save("csv")}>
        Export CSV
      </Button>
      <IconButton label="Clear the selection" size="small" onClick={onClear}>
        <X className="i i14" />
      </IconButton>
    </section>
  );
}

const linesOf = (events: readonly AgentEvent[]) => `${events.map((event) => JSON.stringify(event)).join("\n")}\n`;

/** The writer of tables comes only when one is asked for. */
async function tableOf(events: readonly AgentEvent[]): Promise<string> {
  const { csvHead, csvOf } = await import("@/lib/timeline/event-csv");
  return csvHead() + csvOf(events.map((event) => ({ ...event, metadata: JSON.stringify(event.metadata) })));
}
