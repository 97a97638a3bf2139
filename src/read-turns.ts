import { timers } from './clock.ts'

/**
 * Bytes that have arrived are stamped before anything else is done about them: what an answer leads to, the
 * next request above all, would otherwise stand between two reads of one turn of the event loop, and
 * lengthen the times of every answer behind it.
 */

let reads = 0

/** Notes a read of the turn that goes on. */
export function noteRead(): void {
  reads++
}

/** Number of reads so far. */
export function readsSoFar(): number {
  return reads
}

const waiting: (() => void)[] = []
let armed = false

/** Calls functions in their order, each in a turn of its own: what has arrived by then has been read before it. */
export function afterReads(task: () => void): void {
  waiting.push(task)
  if (!armed) arm()
}

/** Whether functions wait for their turn. */
export function areWaiting(): boolean {
  return waiting.length > 0
}

function arm(): void {
  armed = true
  timers.setImmediate(turn)
}

function turn(): void {
  const task = waiting.shift()
  if (waiting.length > 0) arm()
  else armed = false
  task?.()
}
