import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { TypedWordDialog } from "@/components/ui/typed-word-dialog";
import { membersQuery } from "@/lib/browser/members-query";
import { handOverWorkspace } from "@/lib/browser/workspace-query";

/** Makes another member the owner, for an owner. */
export function HandOverPanel({ workspace, viewerEmail }: { workspace: string; viewerEmail: string }) {
  const router = useRouter();
  const queries = useQueryClient();
  const { data } = useQuery(membersQuery(workspace));
  const others = data?.members.filter(({ email }) => email !== viewerEmail) ?? [];
  const [chosenId, setChosenId] = useState("");
  const [isAsking, setAsking] = useState(false);
  const chosen = others.find(({ id }) => id === chosenId);
  const handOver = useMutation({
    mutationFn: ({ member, confirm }: { member: string; confirm: string }) =>
      handOverWorkspace(workspace, { member, confirm }),
    async onSuccess() {
      toast(`${chosen?.email ?? "The member"} is an owner now, and you are an admin`);
      setAsking(false);
      await queries.invalidateQueries({ queryKey: membersQuery(workspace).queryKey });
      router.refresh();
    },
  });
  return (
    <section className="panel" aria-labelledby="hand-over-title">
      <header>
        <h2 id="hand-over-title">Hand over</h2>
      </header>
      <div className="flex flex-wrap items-center gap-2 p-3.5">
        {others.length === 0 ? (
          <p className="sm muted">Nobody else is here yet. Invite somebody first.</p>
        ) : (
          <>
            <select
              aria-label="Who becomes the owner"
              className="field text-ink"
              value={chosenId}
              onChange={({ target }) => setChosenId(target.value)}
            >
              <option value="">Choose a member</option>
              {others.map(({ id, email }) => (
                <option key={id} value={id}>
                  {email}
                </option>
              ))}
            </select>
            <Button disabled={!chosen} onClick={() => setAsking(true)}>
              Hand over
            </Button>
            <p className="sm muted">They become an owner, and you an admin.</p>
          </>
        )}
      </div>
      {isAsking && chosen && (
        <TypedWordDialog
          title={`Hand the workspace to ${chosen.email}?`}
          lead="They become an owner, and you an admin. Only they can undo it."
          word={workspace}
          act="Hand over"
          isBusy={handOver.isPending}
          problem={handOver.error}
          onConfirm={(confirm) => handOver.mutate({ member: chosen.id, confirm })}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
