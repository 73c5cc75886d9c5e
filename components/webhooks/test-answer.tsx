import type { Delivery } from "@/lib/contract/webhooks";
import { tryWords } from "./try-words";

type TestAnswerProps = { delivery: Delivery | undefined; error: Error | null };

/** How a test went, where it was asked for. */
export function TestAnswer({ delivery, error }: TestAnswerProps) {
  const last = delivery?.tries.at(-1);
  return (
    <div role="status" className="px-3.5">
      {error && <p className="fault mt-0! pb-3">{error.message}</p>}
      {delivery && (
        <p className="pb-3">
          <b className={delivery.state === "delivered" ? "text-success" : "text-failure"}>
            {delivery.state === "delivered" ? "The test arrived. " : "The test did not arrive. "}
          </b>
          <span className="muted">{last && tryWords(last)}</span>
        </p>
      )}
    </div>
  );
}
