"use client";

import { lateOver } from "@/components/ui/late";
import { openShellDialog, useShellDialog } from "@/lib/browser/shell-dialog";
import type { ShellPlace } from "./shell-place";
import { useShellKeys } from "./use-shell-keys";

const Palette = lateOver(() => import("./palette").then((module) => module.Palette));
const KeyMap = lateOver(() => import("./key-map").then((module) => module.KeyMap));
const ZoneDialog = lateOver(() => import("./zone-dialog").then((module) => module.ZoneDialog));

/** What lies over a page, and the keys that open it. */
export function ShellDialogs(place: ShellPlace) {
  useShellKeys(place.workspace.slug);
  const dialog = useShellDialog();
  const close = () => openShellDialog(null);
  switch (dialog) {
    case "palette":
      return <Palette {...place} onClose={close} />;
    case "keys":
      return <KeyMap onClose={close} />;
    case "zone":
      return <ZoneDialog onClose={close} />;
    case null:
      return null;
  }
}
