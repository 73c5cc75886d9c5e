"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toaster";
import { renameWorkspace } from "@/lib/browser/workspace-query";
import { isAtLeast, type Role } from "@/lib/contract/roles";
import { DeletePanel } from "./delete-panel";
import { HandOverPanel } from "./hand-over-panel";

type WorkspacePanelProps = {
  workspace: { slug: string; name: string };
  role: Role;
  viewerEmail: string;
  isDeleted: boolean;
};

/** The workspace's name, and what its owners may do with it. */
export function WorkspacePanel({ workspace, role, viewerEmail, isDeleted }: WorkspacePanelProps) {
  const router = useRouter();
  const rename = useMutation({
    mutationFn: (name: string) => renameWorkspace(workspace.slug, name),
    onSuccess: ({ name }) => {
      toast(`The workspace is called ${name} now`);
      router.refresh();
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    rename.mutate(String(new FormData(event.currentTarget).get("name")));
  }
  return (
    <div className="grid gap-4">
      <section className="panel" aria-labelledby="workspace-title">
        <header>
          <h2 id="workspace-title">Workspace</h2>
        </header>
        <dl className="facts px-3.5!">
          <div className="contents">
            <dt>Address</dt>
            <dd className="flex items-center gap-1">
              <span className="mono">{workspace.slug}</span>
              <CopyButton label="Copy address" done="Address copied" text={workspace.slug} />
            </dd>
          </div>
          <div className="contents">
            <dt>Your role</dt>
            <dd>{role}</dd>
          </div>
        </dl>
        {isAtLeast(role, "admin") ? (
          <form className="flex flex-wrap items-start gap-2 p-3.5" onSubmit={submit}>
            <TextInput
              key={workspace.name}
              label="Name"
              name="name"
              defaultValue={workspace.name}
              maxLength={80}
              required
              disabled={isDeleted}
              error={rename.isError ? rename.error.message : undefined}
              hint="Its address stays as it is."
            />
            <Button type="submit" className="mt-[22px] h-8!" disabled={rename.isPending || isDeleted}>
              Rename
            </Button>
          </form>
        ) : (
          <p className="sm muted px-3.5 pb-3">Admins rename it; owners hand it over and delete it.</p>
        )}
      </section>
      {role === "owner" && !isDeleted && (
        <>
          <HandOverPanel workspace={workspace.slug} viewerEmail={viewerEmail} />
          <DeletePanel workspace={workspace} />
        </>
      )}
    </div>
  );
}
