import { usePathname, useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { openShellDialog } from "@/lib/browser/shell-dialog";
import { useSingleKeys } from "@/lib/browser/use-single-keys";
import { mainDestinations } from "./destinations";

/** How long a page's key is waited for after `g`. */
const goWithinMs = 1_500;

/** The keys that work on every page: the palette, the map of keys, and `g` with a page's key. */
export function useShellKeys(workspace: string): void {
  const router = useRouter();
  const pathname = usePathname();
  const goneAtMs = useRef(Number.NEGATIVE_INFINITY);

  const actionOf = useCallback(
    (key: string) => {
      const isGoing = performance.now() - goneAtMs.current < goWithinMs;
      goneAtMs.current = Number.NEGATIVE_INFINITY;
      const destination = isGoing ? mainDestinations.find(({ press }) => press === key) : undefined;
      if (destination) return () => router.push(`/w/${workspace}/${destination.path}`);
      if (key === "g")
        return () => {
          goneAtMs.current = performance.now();
        };
      return key === "?" ? () => openShellDialog("keys") : null;
    },
    [router, workspace],
  );
  // Before the page: what follows `g` may be a key of the page's own.
  useSingleKeys(actionOf, { first: true });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      openShellDialog("palette");
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  // Whatever lay over a page stays behind with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what it waits for.
  useEffect(() => () => openShellDialog(null), [pathname]);
}
