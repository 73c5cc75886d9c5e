import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Pill } from "@/components/ui/pill";
import type { AccountLogin } from "@/lib/contract/account";
import { deviceWords } from "@/lib/timeline/device-words";

type LoginTableProps = { logins: readonly AccountLogin[]; isBusy: boolean; onEnd: (id: string) => void };

export function LoginTable({ logins, isBusy, onEnd }: LoginTableProps) {
  return (
    <div className="relative overflow-x-auto">
      <table className="table">
        <thead>
          <tr>
            <th>Browser</th>
            <th>From</th>
            <th>Logged in</th>
            <th>Last seen</th>
            <th>
              <span className="hide">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {logins.map(({ id, user_agent, address, created_at, last_seen_at, current }) => (
            <tr key={id}>
              <td className="whitespace-nowrap" title={user_agent ?? undefined}>
                <span className="inline-flex items-center gap-2">
                  <span className="font-semibold">{deviceWords(user_agent)}</span>
                  {current && <Pill>this one</Pill>}
                </span>
              </td>
              <td className="mono muted whitespace-nowrap">{address ?? "–"}</td>
              <td className="muted whitespace-nowrap">
                <Instant time={created_at} form="full" />
              </td>
              <td className="muted whitespace-nowrap">
                <Instant time={last_seen_at} form="full" />
              </td>
              <td className="text-right">
                {!current && (
                  <Button
                    variant="ghost"
                    size="small"
                    disabled={isBusy}
                    aria-label={`End ${deviceWords(user_agent)} from ${address ?? "unknown"}`}
                    onClick={() => onEnd(id)}
                  >
                    End
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
