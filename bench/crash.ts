import type { Figure } from "./crash/figure";
import { postThrough } from "./crash/post-through";

/** 10,000 events, each sent twice, while the app is killed in their midst and started again where it was. */
export default function crash(): Promise<Figure[]> {
  return postThrough(async (app) => {
    await app.kill9();
    await app.restart();
  });
}
