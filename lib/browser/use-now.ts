import { useEffect, useState } from "react";

/** The time in epoch milliseconds, told anew every `everyMs`; null on the server, whose clock is another. */
export function useNow(everyMs: number): number | null {
  const [nowMs, setNowMs] = useState<number | null>(null);
  useEffect(() => {
    const tell = () => setNowMs(Date.now());
    tell();
    const timer = setInterval(tell, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
