"use client";

import { Clock, Ellipsis, LogOut, UserRound } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { Link } from "@/components/ui/link";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import { openShellDialog } from "@/lib/browser/shell-dialog";
import { allDestinations, inboxPath, isAt, sameKindIn } from "./destinations";
import { logOut } from "./log-out";
import { ReachNote } from "./reach-note";
import type { ShellPlace } from "./shell-place";
import { ThemeItems } from "./theme-items";
import { UnreadBadge } from "./unread-badge";

const tabs = allDestinations
  .filter(({ tab }) => tab !== undefined)
  .sort((one, other) => (one.tab ?? 0) - (other.tab ?? 0));
const others = allDestinations.filter(({ tab }) => tab === undefined);

/** The phone's navigation. */
export function TabBar({ workspace, projects, workspaces }: Omit<ShellPlace, "viewer">) {
  const pathname = usePathname();
  const router = useRouter();
  const hrefOf = (path: string) => `/w/${workspace.slug}/${path}`;
  const otherWorkspaces = workspaces.filter(({ slug }) => slug !== workspace.slug);
  return (
    <nav className="tabbar" aria-label="Main, at the bottom">
      {tabs.map((tab) => (
        <Link key={tab.path} href={hrefOf(tab.path)} aria-current={isAt(pathname, tab) ? "page" : undefined}>
          <tab.Icon className="i i18" />
          {tab.text}
          {tab.path === inboxPath && <UnreadBadge workspace={workspace.slug} />}
        </Link>
      ))}
      <Menu
        align="end"
        side="top"
        trigger={
          <button type="button">
            <Ellipsis className="i i18" />
            More
          </button>
        }
      >
        {projects && <ReachNote projects={projects} />}
        {others.map((other) => (
          <MenuItem
            key={other.path}
            icon={<other.Icon className="i i14" />}
            checked={isAt(pathname, other)}
            onSelect={() => router.push(hrefOf(other.path))}
          >
            {other.text}
          </MenuItem>
        ))}
        {otherWorkspaces.map(({ slug, name }) => (
          <MenuItem key={slug} onSelect={() => router.push(sameKindIn(slug, pathname))}>
            Go to {name}
          </MenuItem>
        ))}
        <div className="menu-rule" />
        <MenuItem icon={<UserRound className="i i14" />} onSelect={() => router.push(hrefOf("account"))}>
          Your account
        </MenuItem>
        <MenuItem icon={<Clock className="i i14" />} onSelect={() => openShellDialog("zone")}>
          Time zone
        </MenuItem>
        <ThemeItems />
        <div className="menu-rule" />
        <MenuItem icon={<LogOut className="i i14" />} onSelect={logOut}>
          Log out
        </MenuItem>
      </Menu>
    </nav>
  );
}
