import { Instant } from "@/components/ui/instant";
import type { PermissionMatrix } from "@/lib/timeline/permission-matrix";

const agesInWords: Readonly<Record<string, string>> = { "24h": "24 hours", "7d": "7 days", "30d": "30 days" };

/** What is shown, how much of it, and what the counts are of. */
export function PermissionsNote({
  matrix: { agents, operations, permissions },
  since,
  onlyDenied,
  updatedAt,
}: {
  matrix: PermissionMatrix;
  since: string | null;
  onlyDenied: boolean;
  updatedAt: number;
}) {
  const denied = permissions.filter((permission) => permission.denied > 0).length;
  const ever = denied === 0 ? "none ever denied" : `${denied.toLocaleString("en")} of them ever denied`;
  const span = since === null ? "" : ` in the last ${agesInWords[since]}`;
  return (
    <p role="status" className="sm faint">
      {`${count(agents.length, "agent")}, ${count(operations.length, "operation")}. `}
      {`${count(permissions.length, "pair")} ${onlyDenied ? `denied${span}` : `decided${span}, ${ever}`}. `}
      {since !== null && "Counts are of all time. "}
      Read at <Instant time={new Date(updatedAt).toISOString()} form="second" />
    </p>
  );
}

const count = (value: number, noun: string) => `${value.toLocaleString("en")} ${noun}${value === 1 ? "" : "s"}`;
