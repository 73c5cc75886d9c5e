"use client";

import { useParams, usePathname } from "next/navigation";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { openShellDialog } from "@/lib/browser/shell-dialog";
import { allDestinations, isAt, landing } from "./destinations";
import { TopBar } from "./top-bar";

type NothingHereProps = { title?: string; text?: string };

/** What a workspace says of an address at which it has nothing: where to look instead. */
export function NothingHere({
  title = "There is nothing at this address",
  text = "It may have been removed, or the address has a slip in it.",
}: NothingHereProps) {
  const { workspace } = useParams<{ workspace: string }>();
  const pathname = usePathname();
  const near = allDestinations.find((destination) => isAt(pathname, destination));
  return (
    <>
      <TopBar title="Not found" />
      <main className="scroll">
        <EmptyState
          title={title}
          text={text}
          actions={
            <>
              <Link className="btn primary" href={`/w/${workspace}/${near?.path ?? landing}`}>
                Go to {near?.text ?? "the overview"}
              </Link>
              <Button onClick={() => openShellDialog("palette")}>Jump to</Button>
            </>
          }
        />
      </main>
    </>
  );
}
