import type { HostProgram } from './host-process.ts'

/** Most megabytes of the part of V8's heap that new objects are in; more come in steps, and are never given back. */
const youngMegabytes = 8
/** Most arenas of glibc's malloc: by default each thread that allocates gets one, and keeps what was freed in it. */
const arenas = '1'

/**
 * Settings of a process whose memory is measured: by default its own tables grow in steps of 30 to 70 MB, whatever its
 * model takes. What the user has set goes before.
 */
export function steadyMemory(environment: NodeJS.ProcessEnv = process.env): Pick<HostProgram, 'flags' | 'env'> {
  return {
    flags: [`--max-semi-space-size=${youngMegabytes}`],
    env: environment['MALLOC_ARENA_MAX'] === undefined ? { MALLOC_ARENA_MAX: arenas } : {},
  }
}
