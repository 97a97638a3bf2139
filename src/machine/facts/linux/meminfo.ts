import { mostBytes, wholeNumber } from '../whole-number.ts'

/** Memory and swap in /proc/meminfo, in bytes; null each where it is not said, or said twice. */
export function readMeminfo(text: string): {
  memoryBytes: number | null
  swap: { totalBytes: number; usedBytes: number } | null
} {
  const bytes = (name: string): number | null => {
    const found = [...text.matchAll(new RegExp(String.raw`^${name}: +(\d+) kB$`, 'gmu'))].map(([, figure]) => figure)
    const kibibytes = new Set(found).size === 1 ? wholeNumber(found[0], 0, mostBytes / 1024) : null
    return kibibytes === null ? null : kibibytes * 1024
  }
  const [total, free] = [bytes('SwapTotal'), bytes('SwapFree')]
  const isWhole = total !== null && free !== null && free <= total
  return { memoryBytes: bytes('MemTotal'), swap: isWhole ? { totalBytes: total, usedBytes: total - free } : null }
}
