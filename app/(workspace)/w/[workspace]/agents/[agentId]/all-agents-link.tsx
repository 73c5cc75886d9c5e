"use client";

import Link from "next/link";
import { useParams } from "next/navigation";

/** For the page that says that something is missing: it is given no parameters. */
export function AllAgentsLink() {
  const { workspace } = useParams<{ workspace: string }>();
  return (
    <Link className="btn" href={`/w/${workspace}/agents`}>
      All agents
    </Link>
  );
}
