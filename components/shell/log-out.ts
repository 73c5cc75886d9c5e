import { signOut } from "next-auth/react";
import { tellSignedOut } from "@/lib/browser/streams-of-person";

/** Ends the login, in every tab at once, and leaves by a full load, so that nothing read before stays in memory. */
export async function logOut(): Promise<void> {
  await signOut({ redirect: false });
  tellSignedOut();
  location.href = "/login";
}
