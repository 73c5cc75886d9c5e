"use client";

import { useSyncExternalStore } from "react";

const keptAs = "invitation-secret";

/**
 * The secret of the link that was opened in this tab. It stands in the fragment, which reaches no server and no log, and
 * is kept while the invited log in. Null until the browser has been asked; empty without one.
 */
export function useInvitationSecret(): string | null {
  return useSyncExternalStore(
    () => () => {},
    () => {
      const told = new URLSearchParams(location.hash.slice(1)).get("secret");
      if (told !== null && told !== sessionStorage.getItem(keptAs)) sessionStorage.setItem(keptAs, told);
      return sessionStorage.getItem(keptAs) ?? "";
    },
    () => null,
  );
}

/** Once it is spent. */
export const forgetInvitationSecret = (): void => sessionStorage.removeItem(keptAs);
