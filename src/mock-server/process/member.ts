import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Channel } from '../../channel/channel.ts'
import { childWire } from '../../channel/process-wire.ts'
import { LlmBenchError } from '../../errors.ts'
import { builtFile } from '../../package-root.ts'
import type { MockServerCalls } from './process-protocol.ts'

/** A process that serves, as its parent has it. */
export interface Member {
  readonly pid: number
  /** Asks it a question; one that waits keeps this process alive. */
  ask<Name extends keyof MockServerCalls>(
    name: Name,
    asked: MockServerCalls[Name]['asked'],
  ): Promise<MockServerCalls[Name]['answer']>
  /** Ends it and waits until it is gone. */
  close(): Promise<void>
}

/**
 * Starts a process that will serve, and that ends with this one however that ends.
 * @throws LlmBenchError `host-crashed` when it cannot be started
 */
export async function spawnMember(): Promise<Member> {
  const { child, pid, ended } = await spawnProcess()
  const channel = new Channel<MockServerCalls>(childWire(child), {})
  // One that was not closed must not keep its parent alive; a question that waits does.
  child.unref()
  return {
    pid,
    ask: async (name, asked) => {
      try {
        return await channel.request(name, asked)
      } catch (error) {
        if (!isLost(error)) throw error
        child.ref()
        throw gone(await ended)
      }
    },
    close: async () => {
      // Nothing is to be tidied up; its sockets go with it.
      child.ref()
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Whether an error says that the process has ended, rather than what it answered. */
export function isLost(error: unknown): boolean {
  return error instanceof LlmBenchError && error.code === 'host-crashed'
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

function gone(how: string): LlmBenchError {
  return new LlmBenchError('host-crashed', `the process of the mock server ${how}: start it again`)
}

/** File of the process: beside this one where the sources run, else among the built files. */
function entry(): string {
  return import.meta.url.endsWith('.ts')
    ? fileURLToPath(new URL('process.ts', import.meta.url))
    : builtFile('src/mock-server/process/process.js')
}
