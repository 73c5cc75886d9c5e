import { CircleAlert, Info, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";
import type { Severity } from "@/lib/contract/event-form";

const icons: Readonly<Record<Severity, LucideIcon>> = {
  debug: Info,
  info: Info,
  warning: TriangleAlert,
  error: CircleAlert,
  critical: OctagonAlert,
};

/** How much it matters: shape and colour, and the word for who can't see them. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const Icon = icons[severity];
  return (
    <span className={`nico sev-${severity}`} title={severity}>
      <Icon className="i" />
      <span className="hide">{severity}: </span>
    </span>
  );
}
