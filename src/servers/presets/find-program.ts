import { spawnSync } from 'node:child_process'
import { LlmBenchError } from '../../errors.ts'
import { findBinary, type LookupConventions } from './find-binary.ts'
import type { PythonModule, ServerSpec } from '../server-spec.ts'

/** A program that was found, and the arguments before those of its spec. */
export interface FoundProgram {
  readonly binary: string
  readonly before: readonly string[]
}

/** Most time that a Python may take to say whether it has a module, in milliseconds. */
const askMs = 10_000

/**
 * The program of a server, as {@link findBinary} finds it; else a Python on PATH that has it as a module.
 * @throws LlmBenchError `server-missing` with how to install it on this platform
 */
export function findProgram(spec: ServerSpec, conventions: LookupConventions): FoundProgram {
  try {
    return { binary: findBinary(spec, conventions), before: [] }
  } catch (error) {
    if (spec.module === null || !(error instanceof LlmBenchError) || error.code !== 'server-missing') throw error
    const python = pythonWith(spec, spec.module, conventions)
    if (python === null) throw error
    return { binary: python, before: spec.module.args }
  }
}

function pythonWith(spec: ServerSpec, { name }: PythonModule, conventions: LookupConventions): string | null {
  for (const command of ['python3', 'python']) {
    const python = findOr(() => findBinary({ ...spec, command, module: null }, conventions))
    if (python === null) continue
    // It is only looked for, not loaded: that takes seconds.
    const look = `import importlib.util, sys; sys.exit(importlib.util.find_spec(${JSON.stringify(name)}) is None)`
    const { status } = spawnSync(python, ['-c', look], { timeout: askMs, stdio: 'ignore', windowsHide: true })
    if (status === 0) return python
  }
  return null
}

function findOr(find: () => string): string | null {
  try {
    return find()
  } catch {
    return null
  }
}
