"use client";

import { Search } from "lucide-react";
import { Kbd } from "@/components/ui/kbd";
import { useIsMac } from "@/components/ui/use-is-mac";
import { openShellDialog } from "@/lib/browser/shell-dialog";

export function JumpButton() {
  const isMac = useIsMac();
  return (
    <button type="button" className="field jump" aria-label="Jump to" onClick={() => openShellDialog("palette")}>
      <Search className="i i14" />
      <span className="grow text-left">Jump to</span>
      <Kbd>{isMac ? "⌘K" : "Ctrl K"}</Kbd>
    </button>
  );
}
