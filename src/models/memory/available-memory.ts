import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { freemem } from 'node:os'
import { controlGroupRoom } from './control-groups.ts'

/**
 * Bytes of memory a program can get without swapping: `MemAvailable` on Linux, at most what
 * the control groups have left; free, inactive, speculative and purgeable pages on macOS, where free pages
 * alone are always few; elsewhere the bytes that the system calls free.
 */
export function availableMemory(): number {
  if (process.platform === 'linux') {
    const available = parseMemAvailable(textOf(() => readFileSync('/proc/meminfo', 'utf8')))
    return Math.min(available ?? freemem(), controlGroupRoom() ?? Number.POSITIVE_INFINITY)
  }
  if (process.platform === 'darwin') return parseVmStat(textOf(vmStat)) ?? freemem()
  return freemem()
}

function vmStat(): string {
  return execFileSync('vm_stat', { encoding: 'utf8', timeout: 2000, killSignal: 'SIGKILL' })
}

/** `MemAvailable` of /proc/meminfo in bytes; null where the text has none. */
export function parseMemAvailable(meminfo: string): number | null {
  const kibibytes = /^MemAvailable:\s*(\d+) kB$/m.exec(meminfo)?.[1]
  return kibibytes === undefined ? null : Number(kibibytes) * 1024
}

/** More bytes than any machine has: 64 TiB. */
const mostBytes = 2 ** 46

/**
 * Reclaimable memory in bytes from the output of macOS's vm_stat; null where it cannot be told. A kind of pages that is
 * not among them counts as none: it is then less than there is, never more.
 */
export function parseVmStat(output: string): number | null {
  const pageBytes = /page size of (\d+) bytes/.exec(output)?.[1]
  if (pageBytes === undefined || !output.includes('Pages free')) return null
  let pages = 0
  for (const kind of ['free', 'inactive', 'speculative', 'purgeable'])
    pages += Number(new RegExp(`^Pages ${kind}:\\s*(\\d+)\\.$`, 'm').exec(output)?.[1] ?? 0)
  const bytes = pages * Number(pageBytes)
  return bytes > 0 && bytes <= mostBytes ? bytes : null
}

function textOf(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
