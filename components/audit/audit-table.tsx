import { Instant } from "@/components/ui/instant";
import type { AuditEntry } from "@/lib/contract/audit";
import { actWords, detailWords } from "./audit-words";

type AuditTableProps = { entries: readonly AuditEntry[]; onActor: (label: string) => void };

/** Entries of the audit log, a sentence each. */
export function AuditTable({ entries, onActor }: AuditTableProps) {
  return (
    <div className="panel overflow-hidden">
      <table className="table audit" aria-label="Audit log">
        <thead>
          <tr>
            <th scope="col" className="w-60">
              When
            </th>
            <th scope="col">What was done</th>
            <th scope="col" className="w-36">
              From
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.cursor}>
              <td className="muted whitespace-nowrap">
                <Instant time={entry.at} form="full" />
              </td>
              <td>
                <button
                  type="button"
                  className="actor"
                  title={`Only what ${entry.actor.label} did`}
                  onClick={() => onActor(entry.actor.label)}
                >
                  {entry.actor.label}
                </button>{" "}
                {actWords(entry.act)} {entry.target && <b>{entry.target}</b>}
                <p className="xs faint">{detailWords(entry.details)}</p>
              </td>
              <td className="mono muted">{entry.address ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
