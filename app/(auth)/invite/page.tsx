import type { Metadata } from "next";
import { InvitationCard } from "@/components/auth/invitation-card";

export const metadata: Metadata = { title: "Invitation" };

/** What the link carries stands in its fragment, so that only the browser knows whom it is for. */
export default function InvitePage() {
  return <InvitationCard />;
}
