"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { useSingleKeysOn } from "@/lib/browser/use-single-keys";
import { keyGroups } from "./key-groups";

/** What the keys do, and the way to have single ones do nothing. */
export function KeyMap({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useSingleKeysOn();
  return (
    <Dialog open onClose={onClose} title="Keys">
      {keyGroups.map(({ heading, keys }) => (
        <section key={heading} aria-label={heading}>
          <h3 className="mt-4 mb-2 text-[12px] leading-4 text-ink-3">{heading}</h3>
          <dl className="grid grid-cols-[108px_minmax(0,1fr)] gap-y-2">
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
        </section>
      ))}
      <label className="mt-5 flex items-center gap-2">
        <input type="checkbox" checked={on} onChange={(change) => setOn(change.target.checked)} />
        Single keys work
      </label>
      <p className="sm faint mt-1">Off, only keys with ⌘ or Ctrl do something. Kept in this browser.</p>
      <div className="acts">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}
