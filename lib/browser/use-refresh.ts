import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";

/** The read models follow the log within a second; asking more often would only cost. */
const refreshEveryMs = 1_000;

/** A function that has a query read again: a second after it was called, however often. */
export function useRefresh(queryKey: QueryKey): () => void {
  const client = useQueryClient();
  const key = useRef(queryKey);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    key.current = queryKey;
  }, [queryKey]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void client.invalidateQueries({ queryKey: key.current });
    }, refreshEveryMs);
  }, [client]);
}
