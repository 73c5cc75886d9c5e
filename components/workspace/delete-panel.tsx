import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TypedWordDialog } from "@/components/ui/typed-word-dialog";
import { deleteWorkspace } from "@/lib/browser/workspace-query";
import { graceDays } from "@/lib/contract/limits";

/** Deletes the workspace, for an owner who types its name. */
export function DeletePanel({ workspace: { slug, name } }: { workspace: { slug: string; name: string } }) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: (confirm: string) => deleteWorkspace(slug, confirm),
    onSuccess() {
      setAsking(false);
      router.refresh();
    },
  });
  return (
    <section className="panel" aria-labelledby="delete-title">
      <header>
        <h2 id="delete-title">Delete</h2>
      </header>
      <div className="flex flex-wrap items-center gap-2 p-3.5">
        <Button variant="danger" onClick={() => setAsking(true)}>
          Delete workspace
        </Button>
        <p className="sm muted">
          For {graceDays} days it can be read and restored. Then its events, keys and everything else are gone.
        </p>
      </div>
      {isAsking && (
        <TypedWordDialog
          title={`Delete ${name}?`}
          lead={`Keys stop sending at once. For ${graceDays} days it can be read, and an owner can restore it; then all of it goes.`}
          word={slug}
          act="Delete workspace"
          isBusy={remove.isPending}
          problem={remove.error}
          onConfirm={remove.mutate}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
