import { otlpTracesEndpoint } from "@/lib/server/endpoints/otlp";
import { nextRoute } from "@/lib/server/http/next-adapter";
import { followAppends } from "@/lib/server/projections/follow-appends";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(otlpTracesEndpoint, followAppends);
