"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { toast } from "@/components/ui/toaster";
import { restoreWorkspace } from "@/lib/browser/workspace-query";

/** On every page of a workspace that was deleted: what that means, and the way back for owners. */
export function DeletionBanner({
  workspace,
  goneAt,
  isOwner,
}: {
  workspace: string;
  goneAt: string;
  isOwner: boolean;
}) {
  const router = useRouter();
  const restore = useMutation({
    mutationFn: () => restoreWorkspace(workspace),
    onSuccess() {
      toast("The workspace is restored");
      router.refresh();
    },
  });
  return (
    <section className="banner" aria-label="This workspace was deleted">
      <p className="grow">
        <b>This workspace was deleted.</b> It can be read until <Instant time={goneAt} form="day" />, and takes no
        events any more. {isOwner ? "" : "An owner can restore it."}
        {restore.isError && <span className="fault"> {restore.error.message}</span>}
      </p>
      {isOwner && (
        <Button disabled={restore.isPending} onClick={() => restore.mutate()}>
          Restore
        </Button>
      )}
    </section>
  );
}
