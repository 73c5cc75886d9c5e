import { loginEndpoint } from "@/lib/server/endpoints/account";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(loginEndpoint);
