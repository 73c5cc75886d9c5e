import type { Metadata } from "next";
import { ConfirmEmail } from "@/components/auth/confirm-email";
import { signedIn } from "@/lib/server/auth/page-access";

export const metadata: Metadata = { title: "Confirm your address" };

/** The link's code stands in its fragment; only who is logged in to the account spends it. */
export default async function ConfirmPage() {
  return <ConfirmEmail viewer={(await signedIn())?.email ?? null} />;
}
