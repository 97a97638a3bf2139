import { readdirSync } from 'node:fs'
import { procText } from './proc.ts'

/**
 * A process and its descendants (Linux: /proc; elsewhere the process alone). The kernel lists children by
 * the thread that started them.
 */
export function withDescendants(root: number): number[] {
  const found = [root]
  for (const pid of found) {
    const children = threadsOf(pid).flatMap((thread) => procText(`${pid}/task/${thread}/children`).split(' '))
    found.push(...children.filter((child) => child !== '').map(Number))
  }
  return found
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}
