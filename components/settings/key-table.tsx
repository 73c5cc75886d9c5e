import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Pill } from "@/components/ui/pill";
import type { Key } from "@/lib/contract/keys";
import { privacyMeaning } from "@/lib/contract/privacy";

type KeyTableProps = {
  keys: readonly Key[];
  mayRevoke: (key: Key) => boolean;
  onRevoke: (key: Key) => void;
};

export function KeyTable({ keys, mayRevoke, onRevoke }: KeyTableProps) {
  return (
    <div className="relative overflow-x-auto">
      <table className="table">
        <thead>
          <tr>
            <th>Name</th>
            <th>Key</th>
            <th>May</th>
            <th>Keeps</th>
            <th>Created</th>
            <th>Last used</th>
            <th>Expires</th>
            <th>Limit</th>
            <th>
              <span className="hide">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <td className="font-semibold">{key.name}</td>
              <td className="mono muted">{key.prefix}…</td>
              <td>
                <span className="inline-flex gap-1">
                  {key.scopes.map((scope) => (
                    <Pill key={scope}>{scope}</Pill>
                  ))}
                </span>
              </td>
              <td className="muted" title={privacyMeaning[key.privacy]}>
                {key.privacy}
              </td>
              <td className="muted whitespace-nowrap">
                <Instant time={key.created_at} form="day" />
                {key.created_by && <div className="xs faint">{key.created_by}</div>}
              </td>
              <td className="muted whitespace-nowrap">{dayOr(key.last_used_at, "never")}</td>
              <td className="muted whitespace-nowrap">{dayOr(key.expires_at, "never")}</td>
              <td className="muted whitespace-nowrap">
                {key.rate_limit === null ? "the usual" : `${key.rate_limit.toLocaleString("en")}/s`}
              </td>
              <td className="text-right">
                {mayRevoke(key) && (
                  <Button variant="ghost" size="small" aria-label={`Revoke ${key.name}`} onClick={() => onRevoke(key)}>
                    Revoke
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const dayOr = (time: string | null, otherwise: string) =>
  time === null ? otherwise : <Instant time={time} form="day" />;
