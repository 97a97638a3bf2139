import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { plainExcerpt } from '../../plain-text.ts'
import { askServer } from './ask-server.ts'
import type { FoundProgram } from '../presets/find-program.ts'
import type { ServerSpec, VersionProbe } from '../server-spec.ts'

/** Time that a version may take, in milliseconds: on a loaded machine a Python needs seconds to begin. */
const probeMs = 30_000
/** Columns that a version may take. */
const longestVersion = 120

/** A server that is running. */
export interface RunningServer {
  readonly program: FoundProgram
  /** Base address of its API. */
  readonly url: string
  /** The `system_fingerprint` of its first answer; null where there was none. */
  readonly fingerprint: string | null
}

/** Version of a running server as it states it itself; null when it does not say. */
export async function serverVersion(spec: ServerSpec, running: RunningServer): Promise<string | null> {
  if (spec.version === null) return null
  try {
    const found = await versionOf(spec, spec.version, running)
    return found === null ? null : plainExcerpt(found, longestVersion)
  } catch {
    return null
  }
}

async function versionOf(spec: ServerSpec, probe: VersionProbe, running: RunningServer): Promise<string | null> {
  if (probe.by === 'http') return await overHttp(probe, running.url)
  if (probe.by === 'arguments') return await byArguments(probe, running.program, spec)
  return new RegExp(probe.pattern).exec(running.fingerprint ?? '')?.[1] ?? null
}

async function overHttp({ path, field }: { path: string; field: string }, url: string): Promise<string | null> {
  const { status, body } = await askServer({ url: new URL(path, url), timeoutMs: probeMs })
  const value = status === 200 ? (JSON.parse(body) as Record<string, unknown>)[field] : null
  return typeof value === 'string' ? value : null
}

async function byArguments(
  { args, pattern }: { args: readonly string[]; pattern: string },
  { binary, before }: FoundProgram,
  { env, cwd }: ServerSpec,
): Promise<string | null> {
  const child = spawn(binary, [...before, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    timeout: probeMs,
    killSignal: 'SIGKILL',
    env: { ...process.env, ...env },
    ...(cwd === null ? {} : { cwd }),
  })
  let output = ''
  // llama-server prints its version to the error output, others to the standard one.
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await once(child, 'close')
  return new RegExp(pattern, 'm').exec(output)?.[1] ?? null
}
