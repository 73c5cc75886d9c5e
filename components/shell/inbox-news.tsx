"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { notificationSummaryQuery } from "@/lib/browser/notifications-query";

/** The unread count in the title of every page, and each new notification said once to who can't see the count change. */
export function InboxNews({ workspace }: { workspace: string }) {
  const { data } = useQuery(notificationSummaryQuery(workspace));
  useTitleCount(data?.unread ?? 0);
  const newest = data?.newest ?? null;
  const seen = useRef<{ workspace: string; id: string | null } | null>(null);
  const [news, setNews] = useState("");
  const isRead = data !== undefined;
  useEffect(() => {
    if (!isRead) return;
    const before = seen.current;
    seen.current = { workspace, id: newest?.id ?? null };
    // What was there when the page opened is no news.
    if (before?.workspace !== workspace || newest === null || before.id === newest.id) return;
    setNews(`New in the inbox: ${newest.title.replaceAll("`", "")}`);
  }, [isRead, newest, workspace]);
  return (
    <div role="status" className="hide" data-testid="inbox-news">
      {news}
    </div>
  );
}

const counted = /^\(\d+\+?\) /;

/** Each page sets a title of its own, at a time of Next's choosing: the count is put before whatever comes. */
function useTitleCount(unread: number): void {
  useEffect(() => {
    const tell = () => {
      const bare = document.title.replace(counted, "");
      const wanted = unread === 0 ? bare : `(${unread > 999 ? "999+" : unread}) ${bare}`;
      if (document.title !== wanted) document.title = wanted;
    };
    tell();
    const observer = new MutationObserver(tell);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [unread]);
}
