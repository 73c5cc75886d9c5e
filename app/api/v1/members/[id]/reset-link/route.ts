import { resetLinkEndpoint } from "@/lib/server/endpoints/reset-link";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(resetLinkEndpoint);
