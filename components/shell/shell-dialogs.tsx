"use client";

import dynamic from "next/dynamic";
import { openShellDialog, useShellDialog } from "@/lib/browser/shell-dialog";
import type { ShellPlace } from "./shell-place";
import { useShellKeys } from "./use-shell-keys";

// None of them is there when a page opens: they come when they are wanted.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette));
const KeyMap = dynamic(() => import("./key-map").then((module) => module.KeyMap));
const ZoneDialog = dynamic(() => import("./zone-dialog").then((module) => module.ZoneDialog));

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
