"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { useRecentPlaces } from "./recent-places";

/** Keeps the page in mind for the palette. */
export function RecordPlace({ title }: { title: string }) {
  const href = usePathname();
  const [, add] = useRecentPlaces();
  const latest = useRef(add);
  useEffect(() => {
    latest.current = add;
  });
  useEffect(() => latest.current({ href, title }), [href, title]);
  return null;
}
