import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";

type ErrorStateProps = { title: string; text: ReactNode; onRetry?: () => void; requestId?: string | null };

/** What failed and what still holds, with the request's id for whoever looks into it. */
export function ErrorState({ title, text, onRetry, requestId }: ErrorStateProps) {
  return (
    <div role="alert" className="err">
      <CircleAlert className="i i18 text-failure" />
      <div className="grow">
        <b>{title}</b>
        <p>
          {text}
          {requestId && ` Request ${requestId}.`}
        </p>
      </div>
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}
