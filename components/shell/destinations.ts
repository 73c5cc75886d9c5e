import {
  Bot,
  ChartColumn,
  Coins,
  Layers,
  ListChecks,
  type LucideIcon,
  Plug,
  Rows3,
  Settings,
  ShieldCheck,
  Waypoints,
} from "lucide-react";

type Destination = { path: string; text: string; Icon: LucideIcon };

/** The pages of a workspace, by their path below it; the shell shows these and no others. */
export const mainDestinations: readonly Destination[] = [
  { path: "events", text: "Events", Icon: Rows3 },
  { path: "agents", text: "Agents", Icon: Bot },
  { path: "sessions", text: "Sessions", Icon: Layers },
  { path: "tasks", text: "Tasks", Icon: ListChecks },
  { path: "traces", text: "Traces", Icon: Waypoints },
  { path: "permissions", text: "Permissions", Icon: ShieldCheck },
  { path: "budgets", text: "Budgets", Icon: Coins },
  { path: "statistics", text: "Statistics", Icon: ChartColumn },
];
export const connectDestination: Destination = { path: "connect", text: "Connect", Icon: Plug };
export const settingsDestination: Destination = { path: "settings/keys", text: "Settings", Icon: Settings };

/** Whether an address lies at or below a destination. */
export function isAt(pathname: string, destination: string): boolean {
  return pathname === destination || pathname.startsWith(`${destination}/`);
}
