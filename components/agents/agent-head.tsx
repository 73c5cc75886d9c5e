import { Archive, ArchiveRestore, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CategoryTile } from "@/components/ui/category-tile";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import { Pill } from "@/components/ui/pill";
import { toast } from "@/components/ui/toaster";
import type { Agent } from "@/lib/contract/agent";
import type { AgentLabels } from "@/lib/contract/agent-labels";
import { nameOfAgent } from "@/lib/timeline/select-agents";
import { agentPaths } from "./agent-paths";
import { DeleteAgentDialog } from "./delete-agent-dialog";
import { EditAgentDialog } from "./edit-agent-dialog";

type AgentHeadProps = {
  agent: Agent;
  workspace: string;
  page: "overview" | "events";
  mayEdit: boolean;
  onChange: (labels: AgentLabels) => void;
  /** The same; tells whether it was taken. */
  onSave: (labels: AgentLabels) => Promise<unknown>;
};

/** Who the agent is and what people say of it, which they may change here; and the pages about it. */
export function AgentHead({ agent, workspace, page, mayEdit, onChange, onSave }: AgentHeadProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const paths = agentPaths(workspace, agent.agent_id);
  const name = nameOfAgent(agent);
  const about = [agent.agent_role, agent.source, agent.project].filter((fact) => fact !== null);
  const archive = (archived: boolean) => {
    onChange({ archived });
    toast(archived ? `${name} is archived` : `${name} is back in the list`, {
      undo: () => onChange({ archived: !archived }),
    });
  };
  return (
    <section className="agent-head" aria-label="About the agent">
      <CategoryTile category="agents" silent />
      <div className="min-w-0 flex-1">
        <h2 title={name}>{name}</h2>
        <p className="meta">
          <span className="id">
            <span className="cut font-mono" title={agent.agent_id}>
              {agent.agent_id}
            </span>
            <CopyButton text={agent.agent_id} label="Copy the agent's id" />
          </span>
          {about.map((fact) => (
            <span key={fact} className="cut" title={fact}>
              · {fact}
            </span>
          ))}
          {agent.owner !== null && <span>· owned by {agent.owner}</span>}
          {agent.tags.map((tag) => (
            <Pill key={tag}>{tag}</Pill>
          ))}
          {agent.archived && <Pill>archived</Pill>}
          {agent.deleted && <Pill>deleted</Pill>}
        </p>
      </div>
      {mayEdit && !agent.deleted && (
        <div className="flex flex-none gap-2">
          <Button onClick={() => setOpen("edit")}>
            <Pencil className="i i14" />
            Edit
          </Button>
          <Menu
            align="end"
            trigger={
              <IconButton label="More" variant="plain">
                <Ellipsis className="i i14" />
              </IconButton>
            }
          >
            <MenuItem
              icon={agent.archived ? <ArchiveRestore className="i i14" /> : <Archive className="i i14" />}
              onSelect={() => archive(!agent.archived)}
            >
              {agent.archived ? "Take out of the archive" : "Archive"}
            </MenuItem>
            <MenuItem icon={<Trash2 className="i i14" />} onSelect={() => setOpen("delete")}>
              Delete…
            </MenuItem>
          </Menu>
        </div>
      )}
      <nav className="tabs" aria-label="Pages of the agent">
        <Link href={paths.own} aria-current={page === "overview" ? "page" : undefined}>
          Overview
        </Link>
        <Link href={paths.events()} aria-current={page === "events" ? "page" : undefined}>
          Events
        </Link>
      </nav>
      {open === "edit" && <EditAgentDialog agent={agent} onClose={() => setOpen(null)} onSave={onSave} />}
      {open === "delete" && (
        <DeleteAgentDialog
          agent={agent}
          workspace={workspace}
          onClose={() => setOpen(null)}
          onDeleted={() => router.push(paths.all)}
        />
      )}
    </section>
  );
}
