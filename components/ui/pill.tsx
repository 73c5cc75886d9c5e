import type { ReactNode } from "react";

/** A short label without a state: a scope, a tag. */
export function Pill({ children }: { children: ReactNode }) {
  return <span className="tag">{children}</span>;
}
