import { env } from "../env";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { log } from "../log";
import { deliverDue } from "../notify/delivery-runner";
import { sendDueDigests } from "../notify/digests";
import { judgeDue } from "../notify/judge-due";
import { catchUpAll } from "../projections/catch-up";
import { keepHouse } from "../projections/keep-house";
import { resealSecrets } from "../reseal";
import { sendsToken } from "./bearer-token";

/** Less than what hosts give a request. */
const withinMs = 20_000;

/**
 * `POST /api/internal/tick`: what runs in the background elsewhere, for hosts where nothing does between requests. A cron
 * calls it with SIGHTLINE_TICK_TOKEN. It stops after a while; what is left the next tick takes up.
 */
export const tickEndpoint: MethodTable = {
  POST: route({
    caller: null,
    async run({ query, exchange }) {
      const { SIGHTLINE_TICK_TOKEN } = env();
      if (SIGHTLINE_TICK_TOKEN === undefined || !sendsToken(exchange.headers, SIGHTLINE_TICK_TOKEN)) {
        throw new AppError("unauthenticated", {
          public:
            SIGHTLINE_TICK_TOKEN === undefined
              ? "Ticks are for hosts without a background: set SIGHTLINE_TICK_TOKEN to take them."
              : "Send the token: Authorization: Bearer <SIGHTLINE_TICK_TOKEN>.",
          headers: { "www-authenticate": 'Bearer realm="sightline tick"' },
        });
      }
      refuseUnknownParameters(query, []);
      const startedMs = performance.now();
      const { behind, failures } = await catchUpAll({ withinMs });
      const leftMs = () => withinMs - (performance.now() - startedMs);
      await judgeDue(leftMs());
      await deliverDue(leftMs());
      await sendDueDigests({ withinMs: leftMs() });
      const removed = await keepHouse({ withinMs: leftMs() });
      await resealSecrets().catch((error: unknown) =>
        log.warn({ message: String(error) }, "could not seal secrets anew"),
      );
      for (const error of failures) log.warn({ message: String(error) }, "a read model could not follow the log");
      return jsonAnswer({ behind, removed });
    },
  }),
};
