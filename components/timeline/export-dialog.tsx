"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ProgressBar } from "@/components/ui/progress-bar";
import { saveFile } from "@/components/ui/save-file";
import { Segmented } from "@/components/ui/segmented";
import { toast } from "@/components/ui/toaster";
import { type ExportState, exportEvents, exportedShare, newExport } from "@/lib/browser/export-events";
import type { ExportFormat } from "@/lib/contract/export";
import type { TimelineFilter } from "@/lib/timeline/filter";

type ExportDialogProps = { workspace: string; filter: TimelineFilter; filtered: boolean; onClose: () => void };

const formats = [
  { value: "ndjson", text: "NDJSON" },
  { value: "csv", text: "CSV" },
] as const;
const says: Readonly<Record<ExportFormat, string>> = {
  ndjson: "One event a line, as the API tells it. It can be imported into another workspace.",
  csv: "A table for spreadsheets, with the metadata as JSON in one column.",
};

/** Saves all events of the filter as a file, whatever their number: part by part, with its progress, and on after a failure. */
export function ExportDialog({ workspace, filter, filtered, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState<ExportFormat>("ndjson");
  const [state, setState] = useState<ExportState | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  async function run(from: ExportState) {
    const controller = new AbortController();
    abort.current = controller;
    setFailure(null);
    setState({ ...from });
    try {
      await exportEvents(from, { workspace, filter, format, signal: controller.signal, onProgress: setState });
      saveFile(new Blob(from.parts), `${workspace}-events-to-${from.head ?? 0}.${format}`);
      toast("The file is saved.");
      onClose();
    } catch (error) {
      if (controller.signal.aborted) return;
      setState({ ...from });
      setFailure(error instanceof Error ? error.message : "It broke off.");
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Export events"
      lead={filtered ? "All events that your filter lets through." : "All events of the workspace."}
    >
      {state === null ? (
        <div className="form">
          <div>
            <Segmented label="Format" value={format} options={formats} onChange={setFormat} />
            <p className="lead">{says[format]}</p>
          </div>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" onClick={() => run(newExport())}>
              Export
            </Button>
          </div>
        </div>
      ) : (
        <div className="form">
          <ProgressBar label="Export" share={exportedShare(state)} />
          <p className="lead" role={failure ? "alert" : undefined}>
            {failure
              ? `${failure} Nothing of what came is lost.`
              : `${sizeOf(state.bytes)}, up to cursor ${state.cursor}${state.head === null ? "" : ` of ${state.head}`}`}
          </p>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            {failure && (
              <Button variant="primary" onClick={() => run(state)}>
                Go on
              </Button>
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
