import { fork } from 'node:child_process'
import type { FoundEngine } from '../engines/found-engine.ts'
import { builtFile } from '../package-root.ts'

/** The engine as a process of its own found it. */
export type EngineLook =
  | { readonly state: 'found'; readonly engine: FoundEngine }
  | { readonly state: 'missing' | 'failed'; readonly reason: string }

/** Milliseconds that starting every backend may take: a first start of CUDA compiles. */
const longestMs = 60_000

/** Looks at node-llama-cpp in a process of its own. Never rejects: one that is ended is a failed engine. */
export async function engineLook(): Promise<EngineLook> {
  const child = fork(builtFile('src/host/look-at-engine.js'), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: ['--no-warnings'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  })
  const { promise, resolve } = Promise.withResolvers<EngineLook>()
  child.once('message', (look) => resolve(look as EngineLook))
  child.once('error', (error) => resolve({ state: 'failed', reason: error.message }))
  child.once('exit', (code, signal) =>
    resolve({
      state: 'failed',
      reason: `its process ended with ${signal ?? `exit code ${code}`} while it looked for backends`,
    }),
  )
  return await promise
}
