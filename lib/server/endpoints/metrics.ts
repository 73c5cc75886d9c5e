import { env } from "../env";
import { AppError } from "../errors";
import type { Exchange } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { route } from "../http/route";
import { metrics } from "../metrics";
import { sendsToken } from "./bearer-token";
import { measureState } from "./measured-state";

/** `GET /metrics`: Prometheus's text format, for the machine itself, and for others with METRICS_TOKEN. */
export const metricsEndpoint: MethodTable = {
  GET: route({
    caller: null,
    async run({ exchange }) {
      requireAccess(exchange);
      measureState();
      return {
        status: 200,
        headers: { "content-type": metrics.registry.contentType, "cache-control": "no-store" },
        body: await metrics.registry.metrics(),
      };
    },
  }),
};

function requireAccess({ isDirect, headers }: Exchange): void {
  const { HOST, METRICS_TOKEN } = env();
  if (isDirect && isLoopback(HOST)) return;
  if (METRICS_TOKEN !== undefined && sendsToken(headers, METRICS_TOKEN)) return;
  throw new AppError("unauthenticated", {
    public:
      METRICS_TOKEN === undefined
        ? "Metrics are open to this machine alone, on a loopback HOST and without a proxy; METRICS_TOKEN opens them to others."
        : "Send the metrics token: Authorization: Bearer <METRICS_TOKEN>.",
    headers: { "www-authenticate": 'Bearer realm="sightline metrics"' },
  });
}

const isLoopback = (host: string) => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
