import { signOut } from "next-auth/react";

/** Ends the login and leaves by a full load, so that nothing read before stays in memory. */
export async function logOut(): Promise<void> {
  await signOut({ redirect: false });
  location.href = "/login";
}
