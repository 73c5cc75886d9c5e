"use client";

import { useQuery } from "@tanstack/react-query";
import { notificationSummaryQuery } from "@/lib/browser/notifications-query";

/** How many notifications are unread; nothing where none is. */
export function UnreadBadge({ workspace }: { workspace: string }) {
  const { data } = useQuery(notificationSummaryQuery(workspace));
  if (!data || data.unread === 0) return null;
  const told = data.unread >= manyFrom ? "999+" : data.unread.toLocaleString("en");
  return (
    <span className="badge">
      {told}
      <span className="hide"> unread</span>
    </span>
  );
}

/** From here on the server counts no further. */
const manyFrom = 1_000;
