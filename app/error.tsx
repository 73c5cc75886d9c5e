"use client";

import { useEffect } from "react";
import { ErrorState } from "@/components/ui/error-state";

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  useEffect(() => console.error(error), [error]);
  return (
    <div className="door">
      <main>
        <ErrorState
          title="This page could not be shown"
          text="What was stored is still there. Try again in a moment."
          requestId={error.digest ?? null}
          onRetry={reset}
        />
        <p className="px-3.5">
          <a href="/" className="link">
            Go to your overview
          </a>
        </p>
      </main>
    </div>
  );
}
