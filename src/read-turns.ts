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

/** Turns within which all of a socket is read: of one turn the bytes, of the next the end behind them. */
const turnsToRead = 3

/**
 * Calls a function once what has arrived by now has been read. Of a process that was late the timers come first: a
 * time-out that acts at once would take for missing what lies in a socket.
 */
export function onceRead(task: () => void): void {
  let left = turnsToRead
  const turned = (): void => {
    left--
    if (left > 0) timers.setImmediate(turned)
    else task()
  }
  timers.setImmediate(turned)
}

/**
 * A signal that is aborted after so many milliseconds, at least one, once what has arrived by then has been read. It
 * keeps no process alive.
 */
export function timeLimit(milliseconds: number): AbortSignal {
  const controller = new AbortController()
  const abort = (): void => controller.abort(new DOMException('the time for it has run out', 'TimeoutError'))
  timers.setTimeout(() => onceRead(abort), Math.max(1, Math.ceil(milliseconds))).unref()
  return controller.signal
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
