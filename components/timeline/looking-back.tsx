import { History } from "lucide-react";
import { Kbd } from "@/components/ui/kbd";

type LookingBackProps = { cursor: number; onNewer: (() => void) | null; onLive: () => void };

/** Stands above rows that were jumped to: they are history, and nothing new comes until somebody goes back to live. */
export function LookingBack({ cursor, onNewer, onLive }: LookingBackProps) {
  return (
    <div className="sep new flex-none">
      <History size={12} aria-hidden />
      {`Around cursor ${cursor.toLocaleString("en")}, not live`}
      <span className="ml-auto flex items-center gap-4">
        {onNewer && (
          <button type="button" className="link" onClick={onNewer}>
            Newer
          </button>
        )}
        <button type="button" className="link flex items-center gap-2" onClick={onLive}>
          Back to live <Kbd>.</Kbd>
        </button>
      </span>
    </div>
  );
}
