import { unlinkIdentityEndpoint } from "@/lib/server/endpoints/account-identities";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(unlinkIdentityEndpoint);
