import { Play } from "lucide-react";
import { Sparkline } from "@/components/charts/sparkline";
import { ageWords } from "@/components/ui/age-words";
import { BudgetBar } from "@/components/ui/budget-bar";
import { Link } from "@/components/ui/link";
import type { Agent } from "@/lib/contract/agent";
import { shareLeft } from "@/lib/timeline/budget-level";
import { agentHref, nameOf } from "./agent-links";
import { type AgentHour, sumOf } from "./series-of-agents";

/** As many as are read at a glance. */
const shownMax = 12;
const idleShownMax = 6;

type WorkingNowProps = {
  agents: readonly Agent[];
  hours: ReadonlyMap<string, AgentHour>;
  workspace: string;
  nowMs: number | null;
};

/** Who is at work, for how long, on what, and how it went in the last hour. */
export function WorkingNow({ agents, hours, workspace, nowMs }: WorkingNowProps) {
  const working = byName(agents, "working");
  const idle = byName(agents, "idle");
  const age = (agent: Agent) => (nowMs === null ? "–" : ageWords(nowMs - Date.parse(agent.status.since)));
  return (
    <section className="panel working" aria-labelledby="working-now">
      <header>
        <h2 id="working-now">Working now</h2>
        <span className="n">
          {working.length} of {agents.length} agents
        </span>
        <Link className="more" href={`/w/${workspace}/agents`}>
          All agents
        </Link>
      </header>
      <div className="ar ah" aria-hidden="true">
        <span>Agent</span>
        <span>For</span>
        <span>What it does</span>
        <span>Last hour</span>
        <span>Err</span>
        <span>Budget left</span>
      </div>
      {working.length === 0 && <p className="ar-none muted">Nobody is at work.</p>}
      {working.slice(0, shownMax).map((agent) => (
        <WorkingLine
          key={agent.agent_id}
          agent={agent}
          hour={hours.get(agent.agent_id)}
          workspace={workspace}
          age={age(agent)}
        />
      ))}
      {working.length > shownMax && (
        <p className="ar-none">
          <Link className="link" href={`/w/${workspace}/agents?state=working`}>
            {(working.length - shownMax).toLocaleString("en")} more at work
          </Link>
        </p>
      )}
      {idle.length > 0 && (
        <div className="ar foot">
          <span className="muted">{idle.length.toLocaleString("en")} idle</span>
          <span className="cut faint">
            {idle
              .slice(0, idleShownMax)
              .map((agent) => `${nameOf(agent)} ${age(agent)}`)
              .join(" · ")}
          </span>
        </div>
      )}
    </section>
  );
}

type WorkingLineProps = { agent: Agent; hour: AgentHour | undefined; workspace: string; age: string };

function WorkingLine({ agent, hour, workspace, age }: WorkingLineProps) {
  const errors = hour ? sumOf(hour.errors) : null;
  const share = agent.budget && shareLeft(agent.budget);
  return (
    <Link className="ar" href={agentHref(workspace, agent.agent_id)}>
      <span className="an">
        <b className="cut">{nameOf(agent)}</b>
        <span className="faint cut">{agent.agent_role}</span>
      </span>
      <span className="for" title={`Since ${agent.status.since}`}>
        <Play className="i i12" />
        {age}
      </span>
      <span className="cut muted now">{agent.status.reason}</span>
      <span>{hour && <Sparkline counts={hour.events} errors={hour.errors} warnings={hour.denials} />}</span>
      <span className={errors ? "er" : "er faint"}>
        {errors === null ? "–" : errors.toLocaleString("en")}
        <span className="hide"> errors in the last hour</span>
      </span>
      <span className="bcell">
        {agent.budget && typeof share === "number" ? (
          <>
            <BudgetBar budget={agent.budget} />
            <span className="faint">{Math.round(share * 100)}%</span>
          </>
        ) : (
          <span className="faint none">–</span>
        )}
      </span>
    </Link>
  );
}

/** By name: what the newest event says changes all the time, and a line should not move while it is read. */
function byName(agents: readonly Agent[], state: Agent["status"]["state"]): Agent[] {
  const standing = agents.filter(({ status }) => status.state === state);
  return standing.sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
}
