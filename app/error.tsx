"use client";

import { useEffect } from "react";
import { ErrorState } from "@/components/ui/error-state";

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  useEffect(() => console.error(error), [error]);
  return (
    <main className="page">
      <ErrorState
        title="This page could not be shown"
        text="Events keep arriving and are stored; only the page failed."
        requestId={error.digest ?? null}
        onRetry={reset}
      />
      <p className="px-3.5">
        <a href="/" className="link">
          Go to your overview
        </a>
      </p>
    </main>
  );
}
