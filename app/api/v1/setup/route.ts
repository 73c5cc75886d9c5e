import { setupEndpoint } from "@/lib/server/endpoints/setup";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(setupEndpoint);
