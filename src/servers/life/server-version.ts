import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { plainExcerpt } from '../../plain-text.ts'
import { askServer } from './ask-server.ts'
import type { FoundProgram } from '../presets/find-program.ts'
import type { ServerSpec } from '../server-spec.ts'

const probeMs = 5000
/** Columns that a version may take. */
const longestVersion = 120

/** Version of a running server as it states it itself; null when it does not say. */
export async function serverVersion(spec: ServerSpec, program: FoundProgram, url: string): Promise<string | null> {
  if (spec.version === null) return null
  try {
    const found =
      spec.version.by === 'http' ? await overHttp(spec.version, url) : await byArguments(spec.version, program, spec)
    return found === null ? null : plainExcerpt(found, longestVersion)
  } catch {
    return null
  }
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
