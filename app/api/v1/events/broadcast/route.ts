import { afterAppends } from "@/lib/server/endpoints/after-appends";
import { broadcastEndpoint } from "@/lib/server/endpoints/broadcast";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(broadcastEndpoint, afterAppends);
