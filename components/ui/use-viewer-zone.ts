"use client";

import { useSyncExternalStore } from "react";
import { useKeptChoice } from "@/lib/browser/use-kept-choice";

const never = () => () => {};

/** The time zone that the viewer chose, else this device's. UTC on the server and while hydrating, so that both render the same text. */
export function useViewerZone(): string {
  const [chosen] = useChosenZone();
  const own = useDeviceZone();
  return chosen ?? own;
}

/** The zone that times are shown in whatever the device says; null where it is the device's. */
export function useChosenZone(): [string | null, (zone: string | null) => void] {
  const [kept, keep] = useKeptChoice("time-zone");
  return [kept !== null && isZone(kept) ? kept : null, keep];
}

export function useDeviceZone(): string {
  return useSyncExternalStore(never, readDeviceZone, () => "UTC");
}

let deviceZone: string | undefined;

/** Asked once: asking takes longer than writing a time, and every time in a list would ask. */
function readDeviceZone(): string {
  deviceZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return deviceZone;
}

const judged = new Map<string, boolean>();

/** What a browser kept may be of a newer one, or edited by hand. */
function isZone(zone: string): boolean {
  const known = judged.get(zone);
  if (known !== undefined) return known;
  let fits = true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    fits = false;
  }
  judged.set(zone, fits);
  return fits;
}
