import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { isAppError } from "@/lib/server/errors";

/** A list's first page, read where the page is made. What is wrong with its address the browser hears from the API. */
export async function prefetchList<List>(
  client: QueryClient,
  { queryKey, initialPageParam }: { queryKey: readonly string[]; initialPageParam: string },
  read: (params: URLSearchParams) => Promise<List>,
): Promise<void> {
  try {
    const page = await read(new URLSearchParams(initialPageParam.split("?")[1]));
    client.setQueryData<InfiniteData<List, string>>(queryKey, { pages: [page], pageParams: [initialPageParam] });
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}
