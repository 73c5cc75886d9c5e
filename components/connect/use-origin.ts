import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Where the browser stands; on the server and in the first picture, where the server thinks that it is. */
export function useOrigin(guess: string): string {
  return useSyncExternalStore(
    never,
    () => location.origin,
    () => guess,
  );
}
