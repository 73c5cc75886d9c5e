import { recoveryCodesEndpoint } from "@/lib/server/endpoints/second-factor";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(recoveryCodesEndpoint);
