import { spawn } from 'node:child_process'

/** Most time that one tool may take, in milliseconds: a build on a slow machine takes many minutes. */
const longestMs = 40 * 60_000

/** Options of {@link runTool}. */
export interface ToolOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Runs a tool and shows what it writes to its error output.
 * @returns its standard output
 * @throws Error naming the tool, when it fails or takes longer than 40 minutes
 */
export async function runTool(
  tool: string,
  args: readonly string[],
  { cwd, env = {} }: ToolOptions = {},
): Promise<string> {
  const child = spawn(tool, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
    timeout: longestMs,
    ...(cwd === undefined ? {} : { cwd }),
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => resolve(status ?? signal ?? 'unknown'))
  })
  if (code !== 0) throw new Error(`${tool} ${args[0] ?? ''} ended with ${code}`)
  return output
}
