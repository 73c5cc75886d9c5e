import { accountEmailEndpoint } from "@/lib/server/endpoints/account-email";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(accountEmailEndpoint);
