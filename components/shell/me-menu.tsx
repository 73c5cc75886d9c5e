"use client";

import { BookOpen, Clock, Keyboard, LogOut, Plus, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { initialsOf } from "@/components/ui/initials-of";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import { openShellDialog } from "@/lib/browser/shell-dialog";
import { logOut } from "./log-out";
import type { ShellPlace } from "./shell-place";

export function MeMenu({ viewer, workspace }: Pick<ShellPlace, "viewer" | "workspace">) {
  const router = useRouter();
  const name = viewer.name ?? viewer.email;
  return (
    <Menu
      side="top"
      trigger={
        <button type="button" className="me" aria-label={`${name}, account`}>
          <span className="ava" aria-hidden>
            {initialsOf(name)}
          </span>
          <span className="grow cut">{name}</span>
        </button>
      }
    >
      <div className="menu-label">{viewer.email}</div>
      <MenuItem icon={<UserRound className="i i14" />} onSelect={() => router.push(`/w/${workspace.slug}/account`)}>
        Your account
      </MenuItem>
      <MenuItem icon={<Plus className="i i14" />} onSelect={() => router.push("/workspaces/new")}>
        New workspace
      </MenuItem>
      <MenuItem icon={<BookOpen className="i i14" />} onSelect={() => router.push("/reference")}>
        API reference
      </MenuItem>
      <MenuItem icon={<Keyboard className="i i14" />} onSelect={() => openShellDialog("keys")}>
        Keys
      </MenuItem>
      <MenuItem icon={<Clock className="i i14" />} onSelect={() => openShellDialog("zone")}>
        Time zone
      </MenuItem>
      <MenuItem icon={<LogOut className="i i14" />} onSelect={logOut}>
        Log out
      </MenuItem>
    </Menu>
  );
}
