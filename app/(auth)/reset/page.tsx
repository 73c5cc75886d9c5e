import type { Metadata } from "next";
import { ResetForm } from "@/components/auth/reset-form";
import { mailIsSet } from "@/lib/server/mail/send-mail";

export const metadata: Metadata = { title: "New password" };

/** With a link's code a new password is set here; without one, a link is asked for. */
export default function ResetPage() {
  return <ResetForm sendsMail={mailIsSet()} />;
}
