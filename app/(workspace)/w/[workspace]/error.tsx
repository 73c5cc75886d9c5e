"use client";

import { useParams } from "next/navigation";
import { useEffect } from "react";
import { TopBar } from "@/components/shell/top-bar";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";

/** A page that failed leaves the shell standing: the other pages are a click away. */
export default function WorkspacePageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const { workspace } = useParams<{ workspace: string }>();
  useEffect(() => console.error(error), [error]);
  return (
    <>
      <TopBar title="Something failed" />
      <main className="scroll">
        <div className="page">
          <ErrorState
            title="This page could not be shown"
            text="What was stored is still there. Try again in a moment."
            requestId={error.digest ?? null}
            onRetry={reset}
          />
          <p className="px-3.5">
            <Link href={`/w/${workspace}/overview`} className="link">
              Go to the overview
            </Link>
          </p>
        </div>
      </main>
    </>
  );
}
