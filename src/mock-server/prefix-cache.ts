/** Most prefixes remembered; the longest unused are forgotten. */
const mostPrefixes = 250_000

/**
 * A memory of the beginnings of prompts. Each prefix is kept as one number, a rolling hash of its tokens,
 * so that the longest common prefix with any earlier prompt is found token by token.
 */
export class PrefixCache {
  readonly #seen = new Set<number>()

  /**
   * Remembers a prompt; returns the number of its first tokens that an earlier one began with. The last
   * token is never one of them: a server has to evaluate it to generate the next.
   */
  take(tokens: readonly (string | number)[]): number {
    let high = 0x811c_9dc5
    let low = 0x01b3_7f4a
    let cached = 0
    let common = true
    for (const [index, token] of tokens.entries()) {
      const value = typeof token === 'number' ? token : textHash(token)
      high = Math.imul(high ^ value, 0x0100_0193)
      low = Math.imul(low ^ value ^ (high >>> 15), 0x85eb_ca6b)
      // 53 bits: two prefixes of a quarter of a million share one with a chance of 4 in a million.
      const prefix = (high >>> 11) * 0x1_0000_0000 + (low >>> 0)
      common &&= this.#seen.delete(prefix)
      if (common && index < tokens.length - 1) cached++
      this.#seen.add(prefix)
    }
    this.#forget()
    return cached
  }

  clear(): void {
    this.#seen.clear()
  }

  /** Forgets the oldest: a set keeps the order of adding, and a prefix that is used is added anew. */
  #forget(): void {
    for (const prefix of this.#seen) {
      if (this.#seen.size <= mostPrefixes) return
      this.#seen.delete(prefix)
    }
  }
}

function textHash(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0
  return hash
}
