"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useEffect, useState } from "react";
import { Toaster } from "@/components/ui/toaster";
import { ApiProblem } from "@/lib/browser/api";
import { bringLateParts } from "@/lib/browser/late-part";

declare global {
  // Where the dialog's scroll lock looks for the nonce of the <style> that it adds.
  var __webpack_nonce__: string | undefined;
}

const retriesMax = 2;

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [client] = useState(makeClient);
  // The page's policy knows the nonce that it came with: a refresh brings another, which is worth nothing here.
  const [ownNonce] = useState(nonce);
  if (typeof window !== "undefined") globalThis.__webpack_nonce__ = ownNonce;
  useEffect(bringLateParts, []);
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" {...(ownNonce ? { nonce: ownNonce } : {})}>
      <QueryClientProvider client={client}>
        <NuqsAdapter>{children}</NuqsAdapter>
        <Toaster />
      </QueryClientProvider>
    </ThemeProvider>
  );
}

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // What the server refused it would refuse again; only silence and overload are worth another try.
        retry: (failures, error) =>
          failures < retriesMax && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
      },
    },
  });
}
