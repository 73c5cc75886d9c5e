import type { ReactNode } from "react";

type EmptyStateProps = { title: string; text: ReactNode; actions?: ReactNode };

/** One sentence and one way on. */
export function EmptyState({ title, text, actions }: EmptyStateProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p>{text}</p>
      {actions && <span className="acts">{actions}</span>}
    </div>
  );
}
