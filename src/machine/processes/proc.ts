import { readdirSync, readFileSync } from 'node:fs'

/** Text of a file below /proc; empty where there is none, or its process has ended. */
export function procText(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'latin1')
  } catch {
    return ''
  }
}

/** Ids of all processes; null where the system has no /proc. */
export function procIds(): number[] | null {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return null
  }
}

/** Fields of a process's `stat` from its state on; none where it has ended. */
export function statFields(pid: number | 'self'): string[] {
  const stat = procText(`${pid}/stat`)
  // The program's name, in parentheses, may hold anything, also a parenthesis.
  return stat === '' ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}
