import { execFileSync } from 'node:child_process'
import { procIds, procText, statFields } from './proc.ts'

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
  return procText(`${pid}/environ`).includes(mark)
}

function fromProc(): ProcessEntry[] {
  return (procIds() ?? []).flatMap((pid) => {
    const [state, parent, group] = statFields(pid)
    const ended = state === undefined || state === 'Z' || state === 'X'
    return ended ? [] : [{ pid, parent: Number(parent), group: Number(group) }]
  })
}

function fromPs(): ProcessEntry[] {
  try {
    return parsePs(
      execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], {
        encoding: 'utf8',
        timeout: 2000,
        killSignal: 'SIGKILL',
      }),
    )
  } catch {
    return []
  }
}

/** Living processes in the output of `ps -o pid=,ppid=,pgid=,stat=`. */
export function parsePs(output: string): ProcessEntry[] {
  return [...output.matchAll(/^ *(\d+) +(\d+) +(\d+) +(\S+)/gm)]
    .filter(([, , , , state = '']) => !state.startsWith('Z'))
    .map(([, pid, parent, group]) => ({ pid: Number(pid), parent: Number(parent), group: Number(group) }))
}
