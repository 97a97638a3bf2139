import { execFileSync } from 'node:child_process'

/** The value that `read` returns, or null when it throws: a probe that fails is an unknown, not an error. */
export function attempt<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch {
    return null
  }
}

/** Standard output of a command run without a shell; null when missing, failing, too slow, or if it says too much. */
export function commandOutput(
  command: string,
  parameters: readonly string[],
  options: { readonly timeout: number; readonly cwd?: string },
): string | null {
  return attempt(() =>
    execFileSync(command, parameters, {
      ...options,
      // One that ignores a gentler signal would be waited for without end.
      killSignal: 'SIGKILL',
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      maxBuffer: 16 * 1024 * 1024,
    }),
  )
}
