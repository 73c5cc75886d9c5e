import { useCallback, useEffect, useState } from "react";
import { endpointHere, type PushAbility, pushAbility } from "@/lib/browser/push-here";

/** What this browser can do and whether it does; nulls until it has been asked. */
export function usePushHere() {
  const [here, setHere] = useState<{ ability: PushAbility | null; endpoint: string | null }>({
    ability: null,
    endpoint: null,
  });
  const look = useCallback(() => {
    const ability = pushAbility();
    endpointHere().then(
      (endpoint) => setHere({ ability, endpoint }),
      () => setHere({ ability, endpoint: null }),
    );
  }, []);
  useEffect(look, [look]);
  return { ...here, look };
}
