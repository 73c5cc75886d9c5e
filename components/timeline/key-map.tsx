import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const keys = [
  { presses: ["j", "k"], does: "Next or previous event" },
  { presses: ["Enter"], does: "Open the event in focus" },
  { presses: ["Esc"], does: "Close the event, or clear the selection" },
  { presses: ["[", "]"], does: "Previous or next of its session" },
  { presses: ["x", "X"], does: "Select the event, or all up to it" },
  { presses: ["c"], does: "Copy a link to the event" },
  { presses: ["d"], does: "Rows closer or wider" },
  { presses: ["/"], does: "Search" },
  { presses: ["f"], does: "Add a filter" },
  { presses: ["Space"], does: "Pause or follow" },
  { presses: ["."], does: "Show what is new and follow" },
  { presses: ["?"], does: "These keys" },
] as const;

/** The keys that work on a timeline. */
export function KeyMap({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keys">
      <dl className="mt-3 grid grid-cols-[84px_minmax(0,1fr)] gap-y-2">
        {keys.map(({ presses, does }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {presses.map((press) => (
                <Kbd key={press}>{press}</Kbd>
              ))}
            </dt>
            <dd className="muted">{does}</dd>
          </div>
        ))}
      </dl>
      <div className="acts">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}
