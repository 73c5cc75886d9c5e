import clsx from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";

/** `label` names what the chip removes, for people who can't see it. */
export function Chip({ children, label, onRemove }: { children: ReactNode; label: string; onRemove?: () => void }) {
  return (
    <span className={clsx("chip", onRemove && "removable")}>
      <span>{children}</span>
      {onRemove && (
        <button type="button" aria-label={`Remove ${label}`} title={`Remove ${label}`} onClick={onRemove}>
          <X className="i i12" />
        </button>
      )}
    </span>
  );
}
