import { afterAppends } from "@/lib/server/endpoints/after-appends";
import { otlpLogsEndpoint } from "@/lib/server/endpoints/otlp";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(otlpLogsEndpoint, afterAppends);
