import { auditEndpoint } from "@/lib/server/endpoints/audit";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(auditEndpoint);
