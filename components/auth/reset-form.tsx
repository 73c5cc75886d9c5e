"use client";

import { Link } from "@/components/ui/link";
import { AskForLink } from "./ask-for-link";
import { NewPasswordForm } from "./new-password-form";
import { useFragmentCode } from "./use-fragment-code";

export function ResetForm({ sendsMail }: { sendsMail: boolean }) {
  const code = useFragmentCode();
  if (code !== "") return <NewPasswordForm code={code} />;
  return (
    <>
      <h1>Forgot your password?</h1>
      {sendsMail ? (
        <AskForLink />
      ) : (
        <p className="lead">
          This server sends no mail. Ask an admin of your workspace for a link, or whoever runs the server.
        </p>
      )}
      <p className="aside">
        <Link href="/login" className="link">
          Back to the login
        </Link>
      </p>
    </>
  );
}
