import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";

export const metadata: Metadata = { title: "Not found" };

/** Also what somebody sees who asks for a workspace of others: whether it exists is nobody else's business. */
export default function NotFound() {
  return (
    <div className="door">
      <main>
        <EmptyState
          title="There is nothing at this address"
          text="It may have been removed, or it belongs to a workspace that you are not a member of."
          actions={
            <Link href="/" className="btn">
              Go to your overview
            </Link>
          }
        />
      </main>
    </div>
  );
}
