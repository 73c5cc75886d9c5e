import { Age } from "@/components/ui/age";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Pill } from "@/components/ui/pill";
import { privacyMeaning } from "@/lib/contract/key-privacy";
import type { Key } from "@/lib/contract/keys";

/** Nearer than that the hour matters, and not only the day. */
const soonMs = 8 * 86_400_000;

type KeyRowProps = {
  apiKey: Key;
  mayChange: boolean;
  nowMs: number;
  onRotate: (key: Key) => void;
  onRevoke: (key: Key) => void;
};

export function KeyRow({ apiKey: key, mayChange, nowMs, onRotate, onRevoke }: KeyRowProps) {
  const isExpired = key.expires_at !== null && Date.parse(key.expires_at) <= nowMs;
  return (
    <tr>
      <td>
        <div className="font-semibold">{key.name}</div>
        <div className="mono muted whitespace-nowrap">{key.prefix}…</div>
      </td>
      <td>
        <span className="inline-flex gap-1">
          {key.scopes.map((scope) => (
            <Pill key={scope}>{scope}</Pill>
          ))}
        </span>
        {key.allowed_sources.length > 0 && (
          <div className="xs faint max-w-48 truncate" title={key.allowed_sources.join(", ")}>
            only {key.allowed_sources.join(", ")}
          </div>
        )}
        {key.projects && (
          <div className="xs faint max-w-48 truncate" title={key.projects.join(", ")}>
            sees only {key.projects.join(", ")}
          </div>
        )}
      </td>
      <td className="muted" title={privacyMeaning[key.privacy]}>
        {key.privacy}
      </td>
      <td className="muted whitespace-nowrap">
        <Instant time={key.created_at} form="day" />
        {key.created_by && (
          <div className="xs faint max-w-48 truncate" title={key.created_by}>
            {key.created_by}
          </div>
        )}
      </td>
      <td className="muted whitespace-nowrap">
        {key.last_used_at === null ? "never" : <Age time={key.last_used_at} />}
        {key.last_used_from && <div className="xs faint mono">{key.last_used_from}</div>}
      </td>
      <td className="muted text-right tabular-nums">{key.event_count.toLocaleString("en")}</td>
      <td className="muted whitespace-nowrap">
        {key.expires_at === null ? "never" : <Expiry time={key.expires_at} nowMs={nowMs} isExpired={isExpired} />}
      </td>
      <td className="muted whitespace-nowrap">
        {key.rate_limit === null ? "the usual" : `${key.rate_limit.toLocaleString("en")}/s`}
      </td>
      <td className="text-right whitespace-nowrap">
        {mayChange && !isExpired && (
          <Button variant="ghost" size="small" aria-label={`Rotate ${key.name}`} onClick={() => onRotate(key)}>
            Rotate
          </Button>
        )}
        {mayChange && (
          <Button variant="ghost" size="small" aria-label={`Revoke ${key.name}`} onClick={() => onRevoke(key)}>
            Revoke
          </Button>
        )}
      </td>
    </tr>
  );
}

function Expiry({ time, nowMs, isExpired }: { time: string; nowMs: number; isExpired: boolean }) {
  return (
    <>
      <Instant time={time} form={Date.parse(time) - nowMs < soonMs ? "moment" : "day"} />
      {isExpired && <div className="xs faint">expired</div>}
    </>
  );
}
