"use client";

import { usePathname } from "next/navigation";
import { Fragment } from "react";
import { Link } from "@/components/ui/link";
import {
  connectDestination,
  type Destination,
  inboxPath,
  isAt,
  mainDestinations,
  settingsDestination,
} from "./destinations";
import { MeMenu } from "./me-menu";
import { ReachNote } from "./reach-note";
import type { ShellPlace } from "./shell-place";
import { UnreadBadge } from "./unread-badge";
import { WorkspaceMenu } from "./workspace-menu";

export function Nav({ viewer, workspace, projects, workspaces }: ShellPlace) {
  const pathname = usePathname();
  const link = (destination: Destination) => {
    const { path, text, Icon, startsGroup } = destination;
    return (
      <Fragment key={path}>
        {startsGroup && <div className="rule" />}
        <Link href={`/w/${workspace.slug}/${path}`} aria-current={isAt(pathname, destination) ? "page" : undefined}>
          <Icon className="i" />
          {text}
          {path === inboxPath && <UnreadBadge workspace={workspace.slug} />}
        </Link>
      </Fragment>
    );
  };
  return (
    <nav className="nav" aria-label="Main">
      <WorkspaceMenu workspace={workspace} workspaces={workspaces} />
      {projects && <ReachNote projects={projects} />}
      {mainDestinations.map(link)}
      <div className="gap" />
      {link(connectDestination)}
      {link(settingsDestination)}
      <MeMenu viewer={viewer} workspace={workspace} />
    </nav>
  );
}
