import type { Metadata } from "next";
import { NewWorkspaceForm } from "@/components/auth/new-workspace-form";
import { Link } from "@/components/ui/link";
import { signedIn } from "@/lib/server/auth/page-access";

export const metadata: Metadata = { title: "New workspace" };

export default async function NewWorkspacePage() {
  const viewer = await signedIn();
  return (
    <>
      <h1>New workspace</h1>
      {viewer ? (
        <>
          <p className="lead">It has its own people, keys and events. You will own it.</p>
          <NewWorkspaceForm />
        </>
      ) : (
        <p className="lead">
          <Link className="link" href="/login?next=%2Fworkspaces%2Fnew">
            Log in
          </Link>{" "}
          first: whoever makes a workspace owns it.
        </p>
      )}
    </>
  );
}
