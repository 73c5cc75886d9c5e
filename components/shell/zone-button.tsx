"use client";

import { Clock } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { openShellDialog } from "@/lib/browser/shell-dialog";
import { zoneWords } from "./zone-words";

/** In which zone all times of the page are, and the way to another. */
export function ZoneButton() {
  const words = zoneWords(useViewerZone());
  return (
    <Button
      variant="ghost"
      className="hm"
      title="Time zone of all times"
      aria-label={`Time zone: ${words}`}
      onClick={() => openShellDialog("zone")}
    >
      <Clock className="i i14" />
      {words}
    </Button>
  );
}
