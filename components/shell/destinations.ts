import {
  Bot,
  ChartColumn,
  Coins,
  Gauge,
  Inbox,
  Layers,
  ListChecks,
  type LucideIcon,
  Plug,
  Rows3,
  Settings,
  ShieldCheck,
  Waypoints,
} from "lucide-react";

export type Destination = {
  /** Below the workspace's address. */
  path: string;
  text: string;
  Icon: LucideIcon;
  /** After `g` it goes there. */
  press?: string;
  /** Divided from what stands above it. */
  startsGroup?: boolean;
  /** Its place at the bottom of a phone; the others stand in its menu. */
  tab?: number;
};

/** Beside its name stands how much of it is unread. */
export const inboxPath = "inbox";

/** The pages of a workspace; the shell shows these and no others. */
export const mainDestinations: readonly Destination[] = [
  { path: "overview", text: "Overview", Icon: Gauge, press: "o", tab: 1 },
  { path: inboxPath, text: "Inbox", Icon: Inbox, press: "i", tab: 4 },
  { path: "events", text: "Events", Icon: Rows3, press: "e", startsGroup: true, tab: 2 },
  { path: "agents", text: "Agents", Icon: Bot, press: "a", tab: 3 },
  { path: "sessions", text: "Sessions", Icon: Layers, press: "s" },
  { path: "tasks", text: "Tasks", Icon: ListChecks, press: "t" },
  { path: "traces", text: "Traces", Icon: Waypoints },
  { path: "permissions", text: "Permissions", Icon: ShieldCheck, press: "p", startsGroup: true },
  { path: "budgets", text: "Budgets", Icon: Coins, press: "b" },
  { path: "statistics", text: "Statistics", Icon: ChartColumn },
];
export const connectDestination: Destination = { path: "connect", text: "Connect", Icon: Plug };
export const settingsDestination: Destination = { path: "settings/keys", text: "Settings", Icon: Settings };
export const allDestinations: readonly Destination[] = [...mainDestinations, connectDestination, settingsDestination];

/** Where a workspace is entered. */
export const landing = "overview";

/** Whether an address is one of a destination's pages. */
export function isAt(pathname: string, { path }: Destination): boolean {
  return kindOf(pathname) === path.split("/")[0];
}

/** The page of the same kind in another workspace: what it was about is there no more. */
export function sameKindIn(slug: string, pathname: string): string {
  const there = allDestinations.find((destination) => isAt(pathname, destination));
  return `/w/${slug}/${there?.path ?? landing}`;
}

function kindOf(pathname: string): string | undefined {
  return /^\/w\/[^/]+\/([^/]+)/.exec(pathname)?.[1];
}
