/**
 * Draws from a gamma distribution of the given shape and scale 1, by the method of Marsaglia and
 * Tsang, "A simple method for generating gamma variables", ACM Transactions on Mathematical Software
 * 26 (2000), 363-372; a shape below 1 is raised by one and scaled by U^(1/shape), as they advise.
 *
 * @param random uniform numbers in [0, 1)
 */
export function gammaVariates(shape: number, random: () => number): () => number {
  if (shape < 1) {
    const raised = gammaVariates(shape + 1, random)
    // 1 - u is never 0, whose power would put a request exactly on the one before.
    return () => raised() * (1 - random()) ** (1 / shape)
  }
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  const normal = normalVariates(random)
  return () => {
    for (;;) {
      const x = normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }
}

/** Standard normal numbers by Marsaglia's polar method; the second of each pair is dropped. */
function normalVariates(random: () => number): () => number {
  return () => {
    for (;;) {
      const x = 2 * random() - 1
      const y = 2 * random() - 1
      const square = x * x + y * y
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
    }
  }
}
