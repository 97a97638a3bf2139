const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
/** Points of the longest one. */
const longest = 40

/** A series as a row of blocks, its newest points; a stroke stands before the first point after each change. */
export function sparkline(values: readonly number[], changes: readonly { readonly at: number }[]): string {
  const from = Math.max(0, values.length - longest)
  const shown = values.slice(from)
  const [low, high] = [Math.min(...shown), Math.max(...shown)]
  const starts = new Set(changes.map(({ at }) => at))
  return shown
    .map((value, index) => {
      const share = high > low ? (value - low) / (high - low) : 0.5
      const stroke = index > 0 && starts.has(from + index) ? '│' : ''
      return `${stroke}${blocks[Math.min(blocks.length - 1, Math.floor(share * blocks.length))]}`
    })
    .join('')
}
