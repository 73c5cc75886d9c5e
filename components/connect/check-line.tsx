import { Check as CheckIcon, CircleAlert, CircleDashed, TriangleAlert } from "lucide-react";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import type { RefusalReason, RefusedKey } from "@/lib/contract/keys";
import { formatFilter, type TimelineFilter } from "@/lib/timeline/filter";
import { count } from "@/lib/timeline/telling";
import type { Check, CheckState } from "./checklist";

const stateWords: Readonly<Record<CheckState, string>> = {
  arrived: "Arrived",
  missing: "Missing",
  waiting: "Not yet",
};
const stateIcon: Readonly<Record<CheckState, typeof CheckIcon>> = {
  arrived: CheckIcon,
  missing: TriangleAlert,
  waiting: CircleDashed,
};

type CheckLineProps = { check: Check; workspace: string; filter: TimelineFilter };

export function CheckLine({ check, workspace, filter }: CheckLineProps) {
  const { label, kind, state, comes, reason, last, isMore } = check;
  const Icon = stateIcon[state];
  const address = `/w/${workspace}/events?${formatFilter({ ...filter, kinds: [kind] })}`;
  return (
    <li className={`ck ${state}`}>
      <span className="ci">
        <Icon className="i i13" />
        <span className="hide">{stateWords[state]}: </span>
      </span>
      <div className="grow">
        <p className="ct">
          {state === "arrived" ? (
            <Link href={address} className="link">
              {label}
            </Link>
          ) : (
            label
          )}
          {state === "missing" && " never came"}
        </p>
        {state === "waiting" && <p className="cd">{comes}</p>}
        {state === "missing" && <p className="cd">{reason}</p>}
      </div>
      <span className="ca">
        {last === null ? (
          state === "missing" ? (
            "needs you"
          ) : (
            "not yet"
          )
        ) : (
          <>
            {`${count(check.count, "time")}${isMore ? " or more" : ""}, `}
            <Instant time={last} />
          </>
        )}
      </span>
    </li>
  );
}

const refusalWords: Readonly<Record<RefusalReason, string>> = {
  revoked: "It was revoked: make another and put it where the old one is.",
  expired: "It has expired: make another and put it where the old one is.",
  scope: "It lacks the scope that was needed: to send, a key needs ingest.",
  mistyped: "It begins like this one and goes on otherwise: copy it again, whole.",
};

export function RefusedLine({ refusal }: { refusal: RefusedKey }) {
  const { prefix, name, reason } = refusal;
  return (
    <li className="ck refused">
      <span className="ci">
        <CircleAlert className="i i13" />
        <span className="hide">Refused: </span>
      </span>
      <div className="grow">
        <p className="ct">
          {reason === "scope" ? "403" : "401"} for <span className="mono">{prefix}</span>
        </p>
        <p className="cd">
          {name}. {refusalWords[reason]} {count(refusal.count, "time")}, last <Instant time={refusal.last_at} />.
        </p>
      </div>
    </li>
  );
}
