import { uuid5 } from "../uuid5";

/** The namespace of ids made from the names that agents give their actions. Changing it would store every repeated delivery twice. */
const namespace = "8c5f0a52-9d0e-4b7a-8f65-2f1f0f4f6a31";

/** The id of an action that its payload names: the same whatever key, instance or way it comes by. */
export function actionId({ session, hook, action }: { session: string; hook: string; action: string }): string {
  return uuid5(namespace, JSON.stringify([session, hook, action]));
}
