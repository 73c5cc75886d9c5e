import { permissionsEndpoint } from "@/lib/server/endpoints/permissions";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(permissionsEndpoint);
