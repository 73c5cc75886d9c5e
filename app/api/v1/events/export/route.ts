import { exportEndpoint } from "@/lib/server/endpoints/export";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(exportEndpoint);
