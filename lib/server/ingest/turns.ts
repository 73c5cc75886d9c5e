/**
 * Shares a few places among members who come again and again: who has waited longest goes next, and whoever wants
 * another turn stands at the end, so nobody can keep the others out. A free place is taken at once.
 */
export class Turns<Member> {
  readonly #places: number;
  readonly #take: (member: Member) => Promise<void>;
  readonly #standing: Member[] = [];
  #taken = 0;

  /** `take` is a member's turn; it must not reject. */
  constructor(places: number, take: (member: Member) => Promise<void>) {
    this.#places = places;
    this.#take = take;
  }

  /** Asks for one turn. */
  ask(member: Member): void {
    this.#standing.push(member);
    this.#fill();
  }

  #fill(): void {
    while (this.#taken < this.#places && this.#standing.length > 0) {
      const member = this.#standing.shift() as Member;
      this.#taken += 1;
      void this.#take(member).finally(() => {
        this.#taken -= 1;
        this.#fill();
      });
    }
  }
}
