import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** A living process, as far as ending a family of them needs it. */
export interface ProcessEntry {
  readonly pid: number
  readonly parent: number
  readonly group: number
}

/**
 * Every living process: from /proc on Linux, from `ps` on other POSIX systems. Zombies are left out:
 * they have ended. Synchronous, for exit handlers.
 */
export function processTable(): ProcessEntry[] {
  return process.platform === 'linux' ? fromProc() : fromPs()
}

/** Whether a process was started with a variable of this value; false where that cannot be read. */
export function carriesMark(pid: number, mark: string): boolean {
  if (process.platform !== 'linux') return false
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark)
  } catch {
    return false
  }
}

function fromProc(): ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
        // The program's name, in parentheses, may hold anything, also a parenthesis.
        const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        return state === 'Z' || state === 'X'
          ? []
          : [{ pid: Number(name), parent: Number(parent), group: Number(group) }]
      } catch {
        // Ended in the meantime.
        return []
      }
    })
}

function fromPs(): ProcessEntry[] {
  try {
    return parsePs(execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { encoding: 'utf8', timeout: 2000 }))
  } catch {
    return []
  }
}

/** Reads what `ps -o pid=,ppid=,pgid=,stat=` prints. */
export function parsePs(output: string): ProcessEntry[] {
  return [...output.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)/gm)]
    .filter(([, , , , state = '']) => !state.startsWith('Z'))
    .map(([, pid, parent, group]) => ({ pid: Number(pid), parent: Number(parent), group: Number(group) }))
}
