import { Link as LinkIcon, Rows3 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import { toast } from "@/components/ui/toaster";
import type { SessionDetail } from "@/lib/contract/session";
import { shortenId } from "@/lib/timeline/actor";
import { formatCost, formatCount } from "@/lib/timeline/format-amount";
import { formatDuration } from "@/lib/timeline/format-duration";

type SessionHeadProps = {
  session: SessionDetail;
  workspace: string;
  /** What it was about, where its events say so. */
  title: string | null;
  pill: ReactNode;
};

/** What the session was, how it ended and what it took. */
export function SessionHead({ session, workspace, title, pill }: SessionHeadProps) {
  const { counts, usage, tools, agents_total: agents } = session;
  const uses = tools.reduce((sum, tool) => sum + tool.uses, 0);
  const events = `/w/${workspace}/events?${new URLSearchParams({ session_id: session.session_id.replaceAll(",", "\\,") })}`;
  const copyLink = async () => {
    const ok = await copyText(location.href);
    toast(ok ? "Link to this moment copied" : "The browser refused to copy. Copy the address instead.");
  };
  return (
    <div className="session-head">
      <div className="about">
        <div className="flex min-w-0 items-baseline gap-3">
          <h2 className="cut" title={title ?? session.session_id}>
            {title ?? shortenId(session.session_id)}
          </h2>
          {session.projects.length > 0 && (
            <span className="sm muted cut max-w-[40%] flex-none" title={session.projects.join(", ")}>
              {session.projects.join(" · ")}
            </span>
          )}
        </div>
        <div className="run-facts">
          <Fact value={agents} text={agents === 1 ? "agent" : "agents"} />
          <Fact value={formatDuration(session.duration_ms)} text={session.ended_at === null ? "so far" : ""} />
          <Fact value={counts.events.toLocaleString("en")} text={counts.events === 1 ? "event" : "events"} />
          {counts.errors > 0 && (
            <Fact value={counts.errors} text={counts.errors === 1 ? "error" : "errors"} tone="text-failure" />
          )}
          {counts.denials > 0 && (
            <Fact value={counts.denials} text={counts.denials === 1 ? "denial" : "denials"} tone="text-denied" />
          )}
          {uses > 0 && (
            <span title={tools.map(({ tool_name, uses: times }) => `${tool_name} ${times}`).join(", ")}>
              <b>{uses.toLocaleString("en")}</b> {uses === 1 ? "use" : "uses"} of {tools.length}{" "}
              {tools.length === 1 ? "tool" : "tools"}
            </span>
          )}
          {usage?.cost_usd != null && <Fact value={formatCost(usage.cost_usd)} text="" />}
          {usage?.input_tokens != null && <Fact value={formatCount(usage.input_tokens)} text="tokens in" />}
          {usage?.output_tokens != null && <Fact value={formatCount(usage.output_tokens)} text="tokens out" />}
          <span>
            began <Instant time={session.started_at} form="moment" />
          </span>
        </div>
      </div>
      {pill}
      <Button onClick={() => void copyLink()}>
        <LinkIcon className="i i14" />
        Link to this moment
      </Button>
      <Link className="btn" href={events}>
        <Rows3 className="i i14" />
        Its events
      </Link>
    </div>
  );
}

function Fact({ value, text, tone = "text-ink" }: { value: string | number; text: string; tone?: string }) {
  return (
    <span>
      <b className={tone}>{value}</b> {text}
    </span>
  );
}
