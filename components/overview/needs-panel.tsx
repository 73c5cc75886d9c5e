import { Link } from "@/components/ui/link";
import type { Need } from "@/lib/timeline/needs";
import { NeedLine } from "./need-line";

/** As many as are read at a glance. */
const shownMax = 12;

type NeedsPanelProps = { needs: readonly Need[]; older: number; workspace: string; nowMs: number | null };

/** What needs a person now, the oldest first. */
export function NeedsPanel({ needs, older, workspace, nowMs }: NeedsPanelProps) {
  const left = needs.length - shownMax;
  if (needs.length + older === 0) return null;
  return (
    <ol className="needs" aria-label="What needs a person">
      {needs.slice(0, shownMax).map((need) => (
        <NeedLine key={keyOf(need)} need={need} workspace={workspace} nowMs={nowMs} />
      ))}
      {left + older > 0 && (
        <li className="need rest">
          <span className="grow muted">
            {[left > 0 && `${left} more since`, older > 0 && `${older} for over a week`].filter(Boolean).join(", ")}
          </span>
          <Link className="btn sm" href={`/w/${workspace}/agents?state=waiting,failed,lost`}>
            All of them
          </Link>
        </li>
      )}
    </ol>
  );
}

function keyOf(need: Need): string {
  return need.kind === "denied" ? `denied ${need.newest.agent_id}` : `stands ${need.agent.agent_id}`;
}
