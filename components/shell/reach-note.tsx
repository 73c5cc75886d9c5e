import { Eye } from "lucide-react";

/** Tells somebody who sees some projects only that there may be more than what they see. */
export function ReachNote({ projects }: { projects: readonly string[] }) {
  const names = projects.join(", ");
  return (
    <div className="reach" title={names}>
      <Eye className="i i14" />
      <span>You see only {names}</span>
    </div>
  );
}
