import { useNow } from "@/lib/browser/use-now";
import type { Key } from "@/lib/contract/keys";
import { KeyRow } from "./key-row";

type KeyTableProps = {
  keys: readonly Key[];
  mayChange: (key: Key) => boolean;
  onRotate: (key: Key) => void;
  onRevoke: (key: Key) => void;
};

export function KeyTable({ keys, mayChange, onRotate, onRevoke }: KeyTableProps) {
  const nowMs = useNow(10_000) ?? 0;
  return (
    <div className="relative overflow-x-auto">
      <table className="table">
        <thead>
          <tr>
            <th>Name</th>
            <th>May</th>
            <th>Keeps</th>
            <th>Created</th>
            <th>Last used</th>
            <th className="text-right">Events</th>
            <th>Expires</th>
            <th>Limit</th>
            <th>
              <span className="hide">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <KeyRow
              key={key.id}
              apiKey={key}
              mayChange={mayChange(key)}
              nowMs={nowMs}
              onRotate={onRotate}
              onRevoke={onRevoke}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
