import { spawnSync } from 'node:child_process'
import { carriesMark, processTable } from './process-table.ts'
import { isAlive } from './is-alive.ts'

/** Variable that every process of a server is started with: also one that left its session has it. */
export const MARK_VARIABLE = 'LLM_BENCH_SERVER'

/** A server and everything it started. */
export interface ProcessTree {
  /** Process that leads the group. */
  readonly leader: number
  /** Value of {@link MARK_VARIABLE}. */
  readonly mark: string
}

/**
 * Processes of a tree that live: the leader's group, its descendants, and on Linux those that carry
 * the mark, whoever their parent is now. On Windows the leader alone, since `taskkill` finds the rest.
 */
export function membersOf({ leader, mark }: ProcessTree): number[] {
  if (process.platform === 'win32') return isAlive(leader) ? [leader] : []
  const table = processTable()
  const assignment = `${MARK_VARIABLE}=${mark}`
  const members = new Set(
    table
      .filter(({ pid, group }) => pid === leader || group === leader || carriesMark(pid, assignment))
      .map(({ pid }) => pid),
  )
  // Children are found round by round: a table has no order.
  for (let before = -1; before !== members.size;) {
    before = members.size
    for (const { pid, parent } of table) if (members.has(parent)) members.add(pid)
  }
  members.delete(process.pid)
  return [...members]
}

/**
 * Sends a signal to every process of a tree; on Windows all are ended at once. Synchronous, for exit
 * handlers.
 */
export function signalTree(tree: ProcessTree, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(tree.leader), '/T', '/F'], { windowsHide: true, timeout: 5000 })
    return
  }
  for (const pid of membersOf(tree)) {
    try {
      process.kill(pid, signal)
    } catch {
      // Ended in the meantime.
    }
  }
}
