import { onlineManager } from "@tanstack/react-query";
import { tellSignedOut } from "@/lib/browser/streams-of-person";

/** Ends the login, in every tab at once, and leaves by a full load, so that nothing read before stays in memory. */
export async function logOut(): Promise<void> {
  // Of use once a page, if at all: no page waits for it.
  const { signOut } = await import("next-auth/react");
  // What looks again by itself would be refused from here on until the page has gone.
  onlineManager.setOnline(false);
  try {
    await signOut({ redirect: false });
  } catch (error) {
    onlineManager.setOnline(true);
    throw error;
  }
  tellSignedOut();
  location.href = "/login";
}
