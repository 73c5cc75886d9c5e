import { keyRotationEndpoint } from "@/lib/server/endpoints/keys";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(keyRotationEndpoint);
