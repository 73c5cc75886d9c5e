import { ingestEndpoint } from "@/lib/server/endpoints/ingest";
import { nextRoute } from "@/lib/server/http/next-adapter";
import { followAppends } from "@/lib/server/projections/follow-appends";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(ingestEndpoint, followAppends);
