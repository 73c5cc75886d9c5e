import { budgetEndpoint } from "@/lib/server/endpoints/budgets";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(budgetEndpoint);
