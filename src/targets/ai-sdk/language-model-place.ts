import { isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Places that names of files are relative to. */
export interface SourcePlace {
  /** Root of the run, which paths are relative to. */
  readonly root: string
  /** Root of the Vitest project, which imports that Vite has resolved are relative to. */
  readonly projectRoot: string
  /**
   * File that called, as the call stack names it, which imports are relative to as they are written. Null
   * where it is not known.
   */
  readonly caller: string | null
}

/**
 * The file that called a function.
 * @param callee the function that was called: its own frame and those above it do not count
 */
export function callerOf(callee: (...given: never[]) => unknown): string | null {
  const prepare = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')
  const holder: { stack?: unknown } = {}
  try {
    Error.prepareStackTrace = (_error, sites) => sites
    Error.captureStackTrace(holder, callee)
    // The stack is made when it is first read.
    const [site] = holder.stack as NodeJS.CallSite[]
    const name = site?.getFileName() ?? null
    if (name === null) return null
    if (name.startsWith('file:')) return fileURLToPath(name)
    return isAbsolute(name) ? name : null
  } finally {
    if (prepare === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace')
    else Object.defineProperty(Error, 'prepareStackTrace', prepare)
  }
}
