import { ListFilter } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { lateOver } from "@/components/ui/late";

const FilterSheetContent = lateOver(() => import("./filter-sheet-content").then((module) => module.FilterSheetContent));

/** On a phone the facets fill the screen until they are done with. */
export function FilterSheet({ count, children }: { count: number; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        className="min-[761px]:hidden"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <ListFilter className="i i14" aria-hidden />
        {count === 0 ? "Filters" : `Filters ${count}`}
      </Button>
      <FilterSheetContent {...{ open, button }} onClose={() => setOpen(false)}>
        {children}
      </FilterSheetContent>
    </>
  );
}
