const batchSize = 5

/**
 * Values at the start of a series that belong to its warm-up: the truncation point of MSER-5 (White
 * 1997), where the standard error of the mean of what remains, over batches of five, is smallest. Null
 * for fewer than 50 values, and where the point lies in the second half: the series has not settled.
 */
export function warmupLength(values: Float64Array): number | null {
  const batches = Math.floor(values.length / batchSize)
  if (batches < 10) return null
  let mean = 0
  let squares = 0
  let kept = 0
  let best = Number.POSITIVE_INFINITY
  let at = 0
  // From the end, so that one more batch is an update (Welford 1962).
  for (let batch = batches - 1; batch >= 0; batch--) {
    let value = 0
    for (let i = 0; i < batchSize; i++) value += (values[batch * batchSize + i] as number) / batchSize
    kept++
    const delta = value - mean
    mean += delta / kept
    squares += delta * (value - mean)
    const score = squares / kept ** 2
    // The last few batches have little variance by chance.
    if (kept >= batchSize && score <= best) {
      best = score
      at = batch
    }
  }
  return at > batches / 2 ? null : at * batchSize
}
