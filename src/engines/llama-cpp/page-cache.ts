import { readFileSync } from 'node:fs'

/** Bytes this process has had read from a disk so far; null where the system does not say (Linux only). */
export function diskBytesRead(): number | null {
  try {
    const found = /^read_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))
    return found === null ? null : Number(found[1])
  } catch {
    return null
  }
}

/** Shares of a file above which it came from a disk, and below which it was in memory. */
const coldShare = 0.9
const warmShare = 0.05

/** Whether a file of `size` bytes came from a disk or from memory, given the disk reads meanwhile. */
export function pageCacheState(before: number | null, after: number | null, size: number): 'cold' | 'warm' | 'unknown' {
  if (before === null || after === null) return 'unknown'
  const share = (after - before) / size
  if (share > coldShare) return 'cold'
  return share < warmShare ? 'warm' : 'unknown'
}
