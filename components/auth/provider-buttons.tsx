"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { localPath } from "./local-path";

type ProviderButtonsProps = { providers: readonly { id: string; name: string }[]; next: string | null };

/** One for each provider that is set up. */
export function ProviderButtons({ providers, next }: ProviderButtonsProps) {
  const [fault, setFault] = useState<string | null>(null);
  async function leave(provider: string) {
    setFault(null);
    try {
      await signIn(provider, { callbackUrl: localPath(next, location.origin) });
    } catch {
      setFault("The server can't be reached. Check the connection, then try again.");
    }
  }
  return (
    <div className="doors">
      {providers.map(({ id, name }) => (
        <Button key={id} onClick={() => leave(id)}>
          Continue with {name}
        </Button>
      ))}
      {fault !== null && (
        <p role="alert" className="fault">
          {fault}
        </p>
      )}
    </div>
  );
}
