"use client";

import { InboxBoard } from "@/components/inbox/inbox-board";
import { TopBar } from "@/components/shell/top-bar";
import { EventsBetween } from "@/components/timeline/events-between";
import { Link } from "@/components/ui/link";
import type { Notification } from "@/lib/contract/notifications";
import type { Role } from "@/lib/contract/roles";
import type { Rule } from "@/lib/contract/rules";
import { parseFilter, type TimelineFilter } from "@/lib/timeline/filter";

type InboxScreenProps = { workspace: string; role: Role; viewer: string };

export function InboxScreen({ workspace, role, viewer }: InboxScreenProps) {
  return (
    <>
      <TopBar
        title="Inbox"
        note="what the rules found"
        trailing={
          <Link className="btn ghost hm" href={`/w/${workspace}/account#notifications`}>
            How you are told
          </Link>
        }
      />
      <main className="flex min-h-0 flex-1">
        <InboxBoard
          workspace={workspace}
          role={role}
          viewer={viewer}
          events={({ first_cursor: first, last_cursor: last, ...about }, rule) =>
            rule && first && last ? (
              <EventsBetween workspace={workspace} filter={filterOf(about, rule)} first={first} last={last} />
            ) : null
          }
        />
      </main>
    </>
  );
}

/** What its rule looks for, of the one that the entry is about. */
function filterOf({ agent_id, project }: Pick<Notification, "agent_id" | "project">, rule: Rule): TimelineFilter {
  const parsed = parseFilter(new URLSearchParams(rule.filter));
  return {
    ...(parsed.ok ? parsed.filter : {}),
    ...(agent_id === null ? {} : { agent_id: [agent_id] }),
    ...(project === null ? {} : { project: [project] }),
  };
}
