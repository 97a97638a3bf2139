import { formatCount } from '../../figures.ts'

/** Most pairs of words or characters that are set side by side: some seconds, and 400 MB, at the most. */
const mostPairs = 1e8

/** @throws Error where each of so many would have to be set beside each of the others */
export function assertComparable(ours: number, theirs: number, what: string): void {
  if (ours * theirs <= mostPairs) return
  throw new Error(`the texts are too long to compare: ${formatCount(ours)} and ${formatCount(theirs)} ${what}`)
}
