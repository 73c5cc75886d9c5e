import { privacyPreviewEndpoint } from "@/lib/server/endpoints/privacy";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(privacyPreviewEndpoint);
