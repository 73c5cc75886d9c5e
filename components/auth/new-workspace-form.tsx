"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { ApiProblem } from "@/lib/browser/api";
import { createWorkspace } from "@/lib/browser/workspace-query";
import type { WorkspaceDraft } from "@/lib/contract/workspaces";
import { toSlug } from "./to-slug";

/** A name, and the address that follows from it unless another is typed. */
export function NewWorkspaceForm() {
  const [name, setName] = useState("");
  const [address, setAddress] = useState<string | null>(null);
  const create = useMutation({
    mutationFn: (draft: WorkspaceDraft) => createWorkspace(draft),
    onSuccess: ({ slug }) => {
      location.href = `/w/${slug}/connect`;
    },
  });
  const faults = create.error instanceof ApiProblem ? create.error.errors : [];
  const faultAt = (path: string) => faults.find((fault) => fault.path === path)?.message;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    create.mutate({ name, slug: address ?? toSlug(name) });
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label="Name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={80}
        required
        error={faultAt("name")}
      />
      <TextInput
        label="Address"
        value={address ?? toSlug(name)}
        onChange={(event) => setAddress(event.currentTarget.value)}
        autoCapitalize="off"
        spellCheck={false}
        required
        error={faultAt("slug")}
        hint="As it stands in links: a-z, 0-9 and hyphens. It stays."
      />
      {create.error && faults.length === 0 && (
        <p role="alert" className="fault">
          {create.error.message}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={create.isPending}>
        Create workspace
      </Button>
    </form>
  );
}
