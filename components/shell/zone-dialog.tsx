"use client";

import { useState } from "react";
import { useChosenZone, useDeviceZone } from "@/components/ui/use-viewer-zone";
import { ChoiceDialog, type ChoiceEntry, fits } from "./choice-dialog";
import { cityOf } from "./zone-words";

/** In which zone all times are shown, in this browser. */
export function ZoneDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [chosen, choose] = useChosenZone();
  const own = useDeviceZone();
  const entry = (zone: string | null, words: string, hint?: string): ChoiceEntry => ({
    key: zone ?? "device",
    text: words,
    hint,
    isChosen: chosen === zone,
    run: () => choose(zone),
  });
  const usual = [entry(null, "This device's", own), entry("UTC", "UTC")];
  const named = Intl.supportedValuesOf("timeZone")
    .filter((zone) => zone !== "UTC" && fits(text, zone.replaceAll("_", " ")))
    .map((zone) => entry(zone, cityOf(zone), zone));
  return (
    <ChoiceDialog
      title="Time zone"
      placeholder="A city, such as Lisbon"
      text={text}
      onText={setText}
      groups={[
        { heading: "Usual", entries: usual.filter((each) => fits(text, `${each.text} ${each.hint ?? ""}`)) },
        { heading: "By city", entries: named },
      ]}
      onClose={onClose}
    />
  );
}
