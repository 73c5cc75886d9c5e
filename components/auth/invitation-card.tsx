"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { signOut } from "next-auth/react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { acceptInvitation, lookAtInvitation } from "@/lib/browser/members-query";
import type { ShownInvitation } from "@/lib/contract/members";
import { roleMeaning } from "@/lib/contract/roles";
import { JoinForm } from "./join-form";
import { forgetInvitationSecret, useInvitationSecret } from "./use-invitation-secret";

const backHere = "/login?next=%2Finvite";

/** What the holder of a link is invited to, and the way in: by the account that they have, or a new one. */
export function InvitationCard() {
  const secret = useInvitationSecret();
  const look = useQuery({
    queryKey: ["invitation", secret],
    queryFn: () => lookAtInvitation(secret ?? ""),
    enabled: secret !== null && secret !== "",
    retry: false,
  });
  if (secret === "") return <Closed text="The link is not complete. Open it as it was sent to you." />;
  if (look.isError) return <Closed text={look.error.message} />;
  if (!look.data || secret === null) return <Skeleton rows={3} />;
  const { workspace, invited_by, role } = look.data;
  return (
    <>
      <h1>Join {workspace.name}</h1>
      <p className="lead">
        {invited_by} invited you as {role}: you may {roleMeaning[role]}.
      </p>
      <WayIn secret={secret} invitation={look.data} />
    </>
  );
}

function WayIn({ secret, invitation }: { secret: string; invitation: ShownInvitation }) {
  const { email, has_account, viewer } = invitation;
  const join = useMutation({
    mutationFn: () => acceptInvitation({ secret }),
    onSuccess({ workspace }) {
      forgetInvitationSecret();
      location.href = `/w/${workspace}/overview`;
    },
  });
  if (!has_account) return <JoinForm secret={secret} email={email} />;
  if (viewer === null) {
    return (
      <p className="mt-4">
        You have an account as {email}.{" "}
        <Link className="link" href={backHere}>
          Log in to join
        </Link>
      </p>
    );
  }
  if (viewer !== email) {
    return (
      <div className="form">
        <p>
          The invitation is for {email}, and you are logged in as {viewer}.
        </p>
        <Button onClick={() => void signOut({ callbackUrl: backHere })}>Log in as {email}</Button>
      </div>
    );
  }
  return (
    <div className="form">
      {join.isError && (
        <p role="alert" className="fault">
          {join.error.message}
        </p>
      )}
      <Button variant="primary" disabled={join.isPending} onClick={() => join.mutate()}>
        Join as {email}
      </Button>
    </div>
  );
}

function Closed({ text }: { text: string }) {
  return (
    <>
      <h1>This link opens nothing</h1>
      <p className="lead">{text}</p>
      <p className="mt-4">
        <Link className="link" href="/">
          Go to Sightline
        </Link>
      </p>
    </>
  );
}
