"use client";

import { Ellipsis, LogOut } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import { connectDestination, isAt, mainDestinations, settingsDestination } from "./destinations";
import { logOut } from "./log-out";
import type { ShellPlace } from "./shell-place";
import { ThemeItems } from "./theme-items";

/** The phone's navigation. */
export function TabBar({ workspace, workspaces }: Pick<ShellPlace, "workspace" | "workspaces">) {
  const pathname = usePathname();
  const router = useRouter();
  const hrefOf = (path: string) => `/w/${workspace.slug}/${path}`;
  const others = workspaces.filter(({ slug }) => slug !== workspace.slug);
  return (
    <nav className="tabbar" aria-label="Main, at the bottom">
      {mainDestinations.map(({ path, text, Icon }) => (
        <Link key={path} href={hrefOf(path)} aria-current={isAt(pathname, hrefOf(path)) ? "page" : undefined}>
          <Icon className="i i18" />
          {text}
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
        <MenuItem
          icon={<connectDestination.Icon className="i i14" />}
          onSelect={() => router.push(hrefOf(connectDestination.path))}
        >
          Connect
        </MenuItem>
        <MenuItem
          icon={<settingsDestination.Icon className="i i14" />}
          onSelect={() => router.push(hrefOf(settingsDestination.path))}
        >
          Settings
        </MenuItem>
        {others.map(({ slug, name }) => (
          <MenuItem key={slug} onSelect={() => router.push(`/w/${slug}/events`)}>
            Go to {name}
          </MenuItem>
        ))}
        <div className="menu-rule" />
        <ThemeItems />
        <div className="menu-rule" />
        <MenuItem icon={<LogOut className="i i14" />} onSelect={logOut}>
          Log out
        </MenuItem>
      </Menu>
    </nav>
  );
}
