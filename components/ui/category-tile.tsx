import {
  Bot,
  Braces,
  Coins,
  FlaskConical,
  GitPullRequest,
  Layers,
  Lightbulb,
  ListChecks,
  type LucideIcon,
  Network,
  Server,
  Shield,
  Workflow,
} from "lucide-react";
import type { Category } from "@/lib/contract/categories";

type Shape = "circle" | "square" | "diamond" | "hexagon" | "bracket";

/** Shape says the family (who, work, limits, findings, machinery), icon and colour the category. */
const tiles: Readonly<Record<Category, { shape: Shape; Icon: LucideIcon }>> = {
  agents: { shape: "circle", Icon: Bot },
  sessions: { shape: "circle", Icon: Layers },
  coordination: { shape: "circle", Icon: Network },
  tasks: { shape: "square", Icon: ListChecks },
  workflows: { shape: "square", Icon: Workflow },
  artifacts: { shape: "square", Icon: GitPullRequest },
  permissions: { shape: "diamond", Icon: Shield },
  budgets: { shape: "diamond", Icon: Coins },
  quality: { shape: "hexagon", Icon: FlaskConical },
  insights: { shape: "hexagon", Icon: Lightbulb },
  system: { shape: "bracket", Icon: Server },
  custom: { shape: "bracket", Icon: Braces },
};

/** `silent` where the category's name stands beside it. */
export function CategoryTile({ category, silent = false }: { category: Category; silent?: boolean }) {
  const { shape, Icon } = tiles[category];
  return (
    <span className={`tile ${shape} t-${category}`} title={category}>
      <Icon className="i" />
      {!silent && <span className="hide">{category}</span>}
    </span>
  );
}
