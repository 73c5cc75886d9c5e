import { TcpLink } from "./tcp-link";

/** A line to the database that can be cut, or fall silent; the database itself knows nothing of it. */
export class DatabaseLink extends TcpLink {
  readonly #database: URL;

  constructor(database: string) {
    const url = new URL(database);
    super(() => Number(url.port));
    this.#database = url;
  }

  get url(): string {
    const url = new URL(this.#database);
    url.port = String(this.port);
    return url.href;
  }
}
