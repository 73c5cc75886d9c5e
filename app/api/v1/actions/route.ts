import { actionsEndpoint } from "@/lib/server/endpoints/actions";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(actionsEndpoint);
