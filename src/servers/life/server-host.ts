import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { now } from '../../clock.ts'
import type { GuardianNews, GuardianOrder } from './guardian-protocol.ts'
import { MARK_VARIABLE, membersOf, type ProcessTree, signalTree } from '../../machine/processes/process-tree.ts'

/**
 * The guardian of one inference server: a plain process between Vitest's main process and the server,
 * that outlives the first just long enough to end the second. Its output, which the server inherits,
 * is the log.
 */

/** A server that was told to end has this long before it is killed. */
const graceMs = 5000
const lookEveryMs = 50
const parentCheckMs = 250

const parent = process.ppid
let server: ChildProcess | null = null
let tree: ProcessTree | null = null
let exit: { exitCode: number | null; signal: string | null } = { exitCode: null, signal: null }
const exited = Promise.withResolvers<void>()
let ending: Promise<void> | null = null

// What a terminal sends to everything that runs in it; the main process decides what it means.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGQUIT'] as const) process.on(signal, () => {})
process.on('SIGTERM', end)
process.on('disconnect', end)
// The channel may be held open by a child of the main process that inherited it.
setInterval(() => {
  if (process.ppid !== parent) end()
}, parentCheckMs).unref()

process.on('message', (order: GuardianOrder) => {
  if (order.type === 'stop') end()
  else if (server === null && ending === null) start(order)
})

function start({ binary, args, env, cwd, mark }: Extract<GuardianOrder, { type: 'start' }>): void {
  const at = now()
  const child = spawn(binary, args, {
    // A group of its own, which is ended as a whole; on Windows it would open a window.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env, [MARK_VARIABLE]: mark },
    ...(cwd === null ? {} : { cwd }),
  })
  server = child
  child.once('error', (error) => {
    if (child.pid === undefined) tell({ type: 'not-spawned', message: error.message }, () => process.exit(1))
  })
  if (child.pid === undefined) return
  tree = { leader: child.pid, mark }
  child.once('exit', (exitCode, signal) => {
    exit = { exitCode, signal }
    exited.resolve()
    end()
  })
  tell({ type: 'spawned', pid: child.pid, at })
}

/** Ends the server and all it started, says so, and exits. */
function end(): void {
  ending ??= (async () => {
    if (tree !== null) await endTree(tree)
    tell({ type: 'ended', ...exit }, () => process.exit(0))
  })()
}

async function endTree(family: ProcessTree): Promise<void> {
  signalTree(family, 'SIGTERM')
  for (let waited = 0; membersOf(family).length > 0; waited += lookEveryMs) {
    // Again and again: what is forked while the others are killed is found the next time.
    if (waited >= graceMs) signalTree(family, 'SIGKILL')
    // Nothing more can be done about a process that the system does not let go.
    if (waited >= 2 * graceMs) return
    await sleep(lookEveryMs)
  }
  // Node reports an exit a little later than the system.
  await Promise.race([exited.promise, sleep(graceMs)])
}

/** `then` is called also where nobody listens any more. */
function tell(news: GuardianNews, then: () => void = () => {}): void {
  if (process.connected) process.send?.(news, undefined, undefined, () => then())
  else then()
}
