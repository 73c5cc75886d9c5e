import { afterAppends } from "@/lib/server/endpoints/after-appends";
import { ingestEndpoint } from "@/lib/server/endpoints/ingest";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(ingestEndpoint, afterAppends);
