"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { confirmEmail } from "@/lib/browser/account-query";
import { ApiProblem } from "@/lib/browser/api";
import { useFragmentCode } from "./use-fragment-code";

/** Opens the link of a mail. Asked for by a button: what reads mails ahead for safety's sake opens links, and presses nothing. */
export function ConfirmEmail({ viewer }: { viewer: string | null }) {
  const code = useFragmentCode();
  const confirm = useMutation({ mutationFn: () => confirmEmail(code) });
  if (confirm.isSuccess) {
    return (
      <>
        <h1>Your address is confirmed</h1>
        <p role="status" className="lead">
          {confirm.data.email} is the address of your account.{" "}
          <Link href="/" className="link">
            Go on
          </Link>
        </p>
      </>
    );
  }
  const needsLogin = confirm.error instanceof ApiProblem && confirm.error.status === 401;
  return (
    <>
      <h1>Confirm your address</h1>
      <p className="lead">
        {code === ""
          ? "The link is not complete. Open it as it was sent to you."
          : `It becomes the address of the account that you are logged in to${viewer === null ? "." : `, ${viewer}.`}`}
      </p>
      {code !== "" && (
        <div className="form">
          {(needsLogin || (viewer === null && !confirm.isError)) && (
            <p>
              You are not logged in here.{" "}
              <a href="/login" target="_blank" rel="noreferrer" className="link">
                Log in in another tab
              </a>
              , then come back and confirm.
            </p>
          )}
          {confirm.isError && !needsLogin && (
            <p role="alert" className="fault">
              {confirm.error.message}
            </p>
          )}
          <Button variant="primary" disabled={confirm.isPending} onClick={() => confirm.mutate()}>
            Confirm
          </Button>
        </div>
      )}
    </>
  );
}
