import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { platform } from 'node:os'
import { attempt } from './probe.ts'

const mostDigits = 12

/**
 * Name of the clock that processes here have in common: that of this start of the kernel, hashed. Containers and
 * network namespaces of one kernel have one clock. Null where the system names none.
 */
export function clockName(): string | null {
  if (platform() !== 'linux') return null
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  return boot === null ? null : createHash('sha256').update(`clock ${boot}`).digest('hex').slice(0, mostDigits)
}
