import { broadcastEndpoint } from "@/lib/server/endpoints/broadcast";
import { nextRoute } from "@/lib/server/http/next-adapter";
import { followAppends } from "@/lib/server/projections/follow-appends";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(broadcastEndpoint, followAppends);
