"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { connectDestination, isAt, mainDestinations, settingsDestination } from "./destinations";
import { MeMenu } from "./me-menu";
import type { ShellPlace } from "./shell-place";
import { WorkspaceMenu } from "./workspace-menu";

export function Nav({ viewer, workspace, workspaces }: ShellPlace) {
  const pathname = usePathname();
  const link = ({ path, text, Icon }: typeof settingsDestination) => {
    const href = `/w/${workspace.slug}/${path}`;
    return (
      <Link key={path} href={href} aria-current={isAt(pathname, href) ? "page" : undefined}>
        <Icon className="i" />
        {text}
      </Link>
    );
  };
  return (
    <nav className="nav" aria-label="Main">
      <WorkspaceMenu workspace={workspace} workspaces={workspaces} />
      {mainDestinations.map(link)}
      <div className="gap" />
      {link(connectDestination)}
      {link(settingsDestination)}
      <MeMenu viewer={viewer} />
    </nav>
  );
}
