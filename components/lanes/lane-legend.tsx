import { Ban } from "lucide-react";

/** What the colours of spans mean, in words. */
export function LaneLegend() {
  return (
    <div className="lane-key">
      <span>
        <i className="span run" />
        running
      </span>
      <span>
        <i className="span wait" />
        waiting
      </span>
      <span>
        <i className="span failed" />
        failed
      </span>
      <span className="out denied">
        <Ban className="i i13" />
        denied
      </span>
    </div>
  );
}
