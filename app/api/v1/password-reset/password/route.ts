import { newPasswordEndpoint } from "@/lib/server/endpoints/password-reset";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(newPasswordEndpoint);
