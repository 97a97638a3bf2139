import { numberOf, objectOf, type JsonObject } from '../../json.ts'

/** Choices of an answer, of which the one that came first is followed. */
export class FollowedChoice {
  /** Index of the one that is followed, and those of others. */
  #followed: number | null = null
  readonly #others = new Set<number>()

  /** Number of choices so far, at least 1. */
  get count(): number {
    return this.#others.size + 1
  }

  /** The followed one among the choices of an event; null where the event is of others only. */
  of(choices: readonly unknown[]): JsonObject | null {
    let followed: JsonObject | null = null
    for (let place = 0; place < choices.length; place++) {
      const choice = objectOf(choices[place])
      if (choice === null) continue
      const index = numberOf(choice['index']) ?? place
      this.#followed ??= index
      if (index !== this.#followed) this.#others.add(index)
      else if (followed === null) followed = choice
      // Another choice under the same index.
      else this.#others.add(-1 - place)
    }
    return followed
  }
}
