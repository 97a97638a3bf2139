import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Channel } from '../../channel/channel.ts'
import { parentWire } from '../../channel/process-wire.ts'
import { now } from '../../clock.ts'
import type { GuardianCalls, GuardianNews, MarkedCommand, ServerExit, SpawnedServer } from './guardian-calls.ts'
import { MARK_VARIABLE, membersOf, type ProcessTree, signalTree } from '../../machine/processes/process-tree.ts'

/**
 * The guardian of one inference server: a plain process between Vitest's main process and the server,
 * that outlives the first just long enough to end the second. Its output, which the server inherits,
 * is the log.
 */

/** Milliseconds between the request to end and the kill of a server. */
const graceMs = 5000
const lookEveryMs = 50
const parentCheckMs = 250
/** Milliseconds within which the main process hears of the end, if it hears anything. */
const answerMs = 1000

const parent = process.ppid
let tree: ProcessTree | null = null
let exit: ServerExit = { exitCode: null, signal: null }
const exited = Promise.withResolvers<void>()
let ending: Promise<void> | null = null

// A terminal sends these to everything that runs in it; the main process decides what they mean.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGQUIT'] as const) process.on(signal, () => {})
process.on('SIGTERM', end)
// The channel may be held open by a child of the main process that inherited it.
setInterval(() => {
  if (process.ppid !== parent) end()
}, parentCheckMs).unref()

const channel = new Channel<GuardianNews, GuardianCalls>(parentWire, { start, stop: end })
void channel.closed.then(end)

async function start({ binary, args, env, cwd, mark }: MarkedCommand): Promise<SpawnedServer> {
  if (ending !== null) throw new Error('its guardian was told to end')
  const at = now()
  const child = spawn(binary, args, {
    // A group of its own, which is ended as a whole; on Windows it would open a window.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env, [MARK_VARIABLE]: mark },
    ...(cwd === null ? {} : { cwd }),
  })
  if (child.pid === undefined) {
    const [error] = (await once(child, 'error')) as [Error]
    throw error
  }
  // It may still fail to be killed.
  child.on('error', () => {})
  tree = { leader: child.pid, mark }
  child.once('exit', (exitCode, signal) => {
    exit = { exitCode, signal }
    exited.resolve()
    end()
  })
  return { pid: child.pid, at }
}

/** Ends the server and all it started, says so, and exits. */
function end(): void {
  ending ??= (async () => {
    if (tree !== null) await endTree(tree)
    // Nobody may listen any more, also where the channel is still open.
    await Promise.race([channel.request('ended', exit).catch(() => {}), sleep(answerMs)])
    process.exit(0)
  })()
}

async function endTree(family: ProcessTree): Promise<void> {
  signalTree(family, 'SIGTERM')
  for (let waited = 0; membersOf(family).length > 0; waited += lookEveryMs) {
    // Again and again: a process that is forked while the others are killed is found the next time.
    if (waited >= graceMs) signalTree(family, 'SIGKILL')
    // Nothing more can be done about a process that the system does not let go.
    if (waited >= 2 * graceMs) return
    await sleep(lookEveryMs)
  }
  // Node reports an exit a little later than the system.
  await Promise.race([exited.promise, sleep(graceMs)])
}
