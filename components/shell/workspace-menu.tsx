"use client";

import { ChevronsUpDown } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { Link } from "@/components/ui/link";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import { landing, sameKindIn } from "./destinations";
import { Logo } from "./logo";
import type { ShellPlace } from "./shell-place";

/** The workspace's name, and a way to the others for people who have several. */
export function WorkspaceMenu({ workspace, workspaces }: Pick<ShellPlace, "workspace" | "workspaces">) {
  const router = useRouter();
  const pathname = usePathname();
  if (workspaces.length < 2) {
    return (
      <Link href={`/w/${workspace.slug}/${landing}`} className="ws">
        <Logo />
        <span className="cut">{workspace.name}</span>
      </Link>
    );
  }
  return (
    <Menu
      trigger={
        <button type="button" className="ws" aria-label={`Workspace ${workspace.name}, switch`}>
          <Logo />
          <span className="cut">{workspace.name}</span>
          <ChevronsUpDown className="i i14" />
        </button>
      }
    >
      {workspaces.map(({ slug, name }) => (
        <MenuItem key={slug} checked={slug === workspace.slug} onSelect={() => router.push(sameKindIn(slug, pathname))}>
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
