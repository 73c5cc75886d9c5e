"use client";

import { useState } from "react";
import { ChoiceDialog } from "./choice-dialog";
import type { ShellPlace } from "./shell-place";
import { useActionEntries } from "./use-action-entries";
import { useAgentEntries } from "./use-agent-entries";
import { useIdEntries } from "./use-id-entries";
import { usePlaceEntries } from "./use-place-entries";

/** One field to go anywhere and do anything: what is typed is part of a name, a whole id, or a cursor. */
export function Palette({ workspace, workspaces, onClose }: ShellPlace & { onClose: () => void }) {
  const [text, setText] = useState("");
  const typed = text.trim();
  const places = usePlaceEntries({ workspace: workspace.slug, workspaces, typed });
  const agents = useAgentEntries(workspace.slug, typed);
  const ids = useIdEntries(workspace.slug, typed);
  const actions = useActionEntries(workspace.slug, typed);
  return (
    <ChoiceDialog
      title="Jump to"
      placeholder="A page, an agent, an id, a cursor, an action"
      text={text}
      onText={setText}
      groups={[...places, { heading: "Agents", entries: agents }, ...ids, { heading: "Do", entries: actions }]}
      onClose={onClose}
    />
  );
}
