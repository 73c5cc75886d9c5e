"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { keysQuery } from "@/lib/browser/keys-query";
import type { Key } from "@/lib/contract/keys";
import { isAtLeast, type Role } from "@/lib/contract/roles";
import { CreateKeyDialog } from "./create-key-dialog";
import { KeyTable } from "./key-table";
import { RevokeKeyDialog } from "./revoke-key-dialog";
import { RotateKeyDialog } from "./rotate-key-dialog";

type KeysPanelProps = {
  workspace: string;
  role: Role;
  viewerEmail: string;
  isFirstVisit: boolean;
};

export function KeysPanel({ workspace, role, viewerEmail, isFirstVisit }: KeysPanelProps) {
  const [isCreating, setCreating] = useState(isFirstVisit);
  const [rotated, setRotated] = useState<Key | null>(null);
  const [revoked, setRevoked] = useState<Key | null>(null);
  const isAdmin = isAtLeast(role, "admin");
  const mayCreate = isAtLeast(role, "member");
  const keys = useQuery({ ...keysQuery(workspace), enabled: mayCreate });
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      Create key
    </Button>
  );
  return (
    <section className="panel" aria-labelledby="keys-title">
      <header>
        <h2 id="keys-title">API keys</h2>
        <span className="grow" />
        {mayCreate && create}
      </header>
      {!mayCreate && (
        <EmptyState
          title="Viewers have no keys"
          text="Keys let programs send and read events. Members of this workspace create them."
        />
      )}
      {keys.isLoading && <Skeleton rows={3} />}
      {keys.isError && (
        <ErrorState
          title="The keys can't be read just now"
          text={`${keys.error.message} Keys in use go on working.`}
          requestId={keys.error instanceof ApiProblem ? keys.error.requestId : null}
          onRetry={() => keys.refetch()}
        />
      )}
      {keys.data?.keys.length === 0 && (
        <EmptyState
          title="No key yet"
          text="A hook needs a key to send events. It is shown once, when you create it."
        />
      )}
      {keys.data && keys.data.keys.length > 0 && (
        <KeyTable
          keys={keys.data.keys}
          mayChange={(key) => isAdmin || (mayCreate && key.created_by === viewerEmail)}
          onRotate={setRotated}
          onRevoke={setRevoked}
        />
      )}
      {isCreating && mayCreate && (
        <CreateKeyDialog workspace={workspace} mayGrantAdmin={isAdmin} onClose={() => setCreating(false)} />
      )}
      {rotated && <RotateKeyDialog workspace={workspace} apiKey={rotated} onClose={() => setRotated(null)} />}
      {revoked && <RevokeKeyDialog workspace={workspace} apiKey={revoked} onClose={() => setRevoked(null)} />}
    </section>
  );
}
