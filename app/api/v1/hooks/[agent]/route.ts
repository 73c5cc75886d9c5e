import { afterAppends } from "@/lib/server/endpoints/after-appends";
import { hookEndpoint } from "@/lib/server/endpoints/hooks";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(hookEndpoint, afterAppends);
