/** Numbers of each run of `order` neighbouring words. */
export type Counts = ReadonlyMap<string, number>

/** Mark between words, which none of them has in it: they were cut there. */
const between = ' '

/** Counts the runs of so many neighbouring words, or characters. */
export function countRuns(words: readonly string[], order: number, joint: string = between): Counts {
  const counts = new Map<string, number>()
  for (let at = 0; at + order <= words.length; at++) {
    let run = words[at] as string
    for (let next = at + 1; next < at + order; next++) run += joint + (words[next] as string)
    counts.set(run, (counts.get(run) ?? 0) + 1)
  }
  return counts
}

/** Number of runs that both have. */
export function matching(ours: Counts, theirs: Counts): number {
  let matches = 0
  for (const [run, count] of ours) matches += Math.min(count, theirs.get(run) ?? 0)
  return matches
}

/** The largest count of each run in any of several texts. */
export function largest(all: readonly Counts[]): Counts {
  const [first = new Map<string, number>(), ...others] = all
  if (others.length === 0) return first
  const most = new Map(first)
  for (const counts of others) for (const [run, count] of counts) most.set(run, Math.max(most.get(run) ?? 0, count))
  return most
}

/** Number of all runs. */
export function total(counts: Counts): number {
  let sum = 0
  for (const count of counts.values()) sum += count
  return sum
}
