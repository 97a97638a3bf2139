/** Ranks of a series, 1 for the smallest; equal values share the mean of their ranks. */
export function midranks(values: Float64Array): Float64Array {
  const n = values.length
  const order = Uint32Array.from({ length: n }, (_, index) => index)
  order.sort((a, b) => {
    const [left, right] = [values[a] as number, values[b] as number]
    return left < right ? -1 : Number(left > right)
  })
  const ranks = new Float64Array(n)
  let from = 0
  while (from < n) {
    let to = from + 1
    while (to < n && values[order[to] as number] === values[order[from] as number]) to++
    for (let i = from; i < to; i++) ranks[order[i] as number] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}
