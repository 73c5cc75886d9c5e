import { useState } from "react";

/** Which entries of a list are selected, by id. */
export function usePickedIds(listed: readonly string[]) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [from, setFrom] = useState<string | null>(null);
  const pick = (id: string, { reach }: { reach: boolean }) => {
    const [a, b] = [listed.indexOf(from ?? ""), listed.indexOf(id)];
    setFrom(id);
    if (reach && a >= 0 && b >= 0) {
      setPicked(new Set([...picked, ...listed.slice(Math.min(a, b), Math.max(a, b) + 1)]));
      return;
    }
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  // What has left the list isn't acted on unseen.
  const shown = listed.filter((id) => picked.has(id));
  return { picked: shown, pick, clear: () => setPicked(new Set()) };
}
