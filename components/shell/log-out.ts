import { tellSignedOut } from "@/lib/browser/streams-of-person";

/** Ends the login, in every tab at once, and leaves by a full load, so that nothing read before stays in memory. */
export async function logOut(): Promise<void> {
  // Of use once a page, if at all: no page waits for it.
  const { signOut } = await import("next-auth/react");
  await signOut({ redirect: false });
  tellSignedOut();
  location.href = "/login";
}
