import type { ReactNode } from "react";
import { InboxNews } from "./inbox-news";
import { Nav } from "./nav";
import { ShellDialogs } from "./shell-dialogs";
import type { ShellPlace } from "./shell-place";
import { TabBar } from "./tab-bar";

/** The frame of every page in a workspace. A page gives its `TopBar`, then its `<main>`. */
export function AppShell({ children, ...place }: ShellPlace & { children: ReactNode }) {
  return (
    <>
      <div className="app">
        <Nav {...place} />
        <div className="main">{children}</div>
      </div>
      <TabBar workspace={place.workspace} projects={place.projects} workspaces={place.workspaces} />
      <InboxNews workspace={place.workspace.slug} />
      <ShellDialogs {...place} />
    </>
  );
}
