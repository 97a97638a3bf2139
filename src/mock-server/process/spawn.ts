import { isObject } from '../../json.ts'
import { optionsOf } from '../../option-check/call.ts'
import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Channel } from '../../channel/channel.ts'
import { childWire } from '../../channel/process-wire.ts'
import { LlmBenchError } from '../../errors.ts'
import { builtFile } from '../../package-root.ts'
import type { SpawnedMockServerOptions } from '../options.ts'
import type { MockServerCalls, MockServerCounts } from './process-protocol.ts'
import { settingsOf } from '../settings.ts'
import type { RequestStamps } from '../stamps.ts'

/** A mock server in a process of its own. */
export interface SpawnedMockServer extends AsyncDisposable {
  /** Base of the API: `http://127.0.0.1:<port>/v1`. */
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Ground truth of the latest requests, in the order they were received. */
  stamps(): Promise<RequestStamps[]>
  counts(): Promise<MockServerCounts>
  /** Forgets stamps, counts and cached prefixes. */
  reset(): Promise<void>
  /** Ends the process and waits until it is gone. */
  close(): Promise<void>
}

const call = optionsOf('spawnMockServer')

/**
 * Starts a mock server in a process of its own, which ends with this one however that ends.
 * @throws LlmBenchError `invalid-option` for an option it cannot take and for a port that is in use,
 * `host-crashed` when the process cannot be started or has ended
 */
export async function spawnMockServer(options?: SpawnedMockServerOptions): Promise<SpawnedMockServer>
export async function spawnMockServer(
  options: SpawnedMockServerOptions = {},
  ...more: unknown[]
): Promise<SpawnedMockServer> {
  noMore(call(''), more)
  if (isObject(options) && typeof options['text'] === 'function') {
    throw notAllowed(
      call('text'),
      'a function, which does not reach another process,',
      'a text, or use startMockServer',
    )
  }
  settingsOf(options, call)
  const { child, pid, ended } = await spawnProcess()
  const channel = new Channel<MockServerCalls>(childWire(child), {})
  // One that was not closed must not keep its parent alive; a question that waits does.
  child.unref()
  const close = async (): Promise<void> => {
    // Nothing is to be tidied up; its sockets go with it.
    child.ref()
    child.kill('SIGKILL')
    await ended
  }
  const answered = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    try {
      return await answer
    } catch (error) {
      if (!isLost(error)) throw error
      child.ref()
      throw gone(await ended)
    }
  }
  const { url, port } = await answered(channel.request('start', options)).catch(async (error: unknown) => {
    await close()
    if (isLost(error)) throw error
    throw new LlmBenchError('invalid-option', error instanceof Error ? error.message : String(error))
  })
  return {
    url,
    port,
    pid,
    stamps: async () => await answered(channel.request('stamps', null)),
    counts: async () => await answered(channel.request('counts', null)),
    reset: async () => await answered(channel.request('reset', null)),
    close,
    [Symbol.asyncDispose]: close,
  }
}

interface MockProcess {
  readonly child: ChildProcess
  readonly pid: number
  /** Settles when it is gone, with words for its end. */
  readonly ended: Promise<string>
}

async function spawnProcess(): Promise<MockProcess> {
  const { execa } = await import('execa')
  const subprocess = execa(process.execPath, [entry()], {
    ipc: true,
    reject: false,
    // The lost channel ends it; execa's own clean-up would end this process by a signal.
    cleanup: false,
    buffer: false,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'ignore',
  })
  const { pid, nodeChildProcess: child } = subprocess
  if (pid === undefined) {
    const { message } = await subprocess
    throw new LlmBenchError('host-crashed', `the mock server could not be started: ${message ?? 'no process'}`)
  }
  const ended = (async () => {
    const { signal, exitCode } = await subprocess
    return signal === undefined ? `ended with code ${exitCode ?? 'unknown'}` : `was ended by ${signal}`
  })()
  return { child, pid, ended }
}

function isLost(error: unknown): boolean {
  return error instanceof LlmBenchError && error.code === 'host-crashed'
}

function gone(how: string): LlmBenchError {
  return new LlmBenchError('host-crashed', `the process of the mock server ${how}: start it again`)
}

/** File of the process: beside this one where the sources run, else among the built files. */
function entry(): string {
  return import.meta.url.endsWith('.ts')
    ? fileURLToPath(new URL('process.ts', import.meta.url))
    : builtFile('src/mock-server/process/process.js')
}
