import { redactor } from '../../../http/redact.ts'
import { isSecretName } from '../../../option-check/secret-names.ts'
import { truncate } from '../../../plain-text.ts'
import { tellingLines } from './telling-lines.ts'

/** A program that ended. */
export interface EndedChild {
  /** Null where it was ended by a signal, or never began. */
  readonly exitCode: number | null
  /** Standard output, where it was asked for; else empty. */
  readonly output: string
  /** The last words it said, for an error, without secrets of the environment. */
  readonly lastWords: string
  /** True where there is no such program. */
  readonly isMissing: boolean
}

/** A program to run, without a shell. */
export interface ChildCall {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Variables beside those of this process; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Whether its standard output is kept whole. */
  readonly keepOutput?: boolean
  /** Ends it, as Ctrl-C does; by force where it has not gone after a while. */
  readonly stop?: AbortSignal
}

/** Characters of output that are kept for an error. */
const mostKept = 8192
/** Columns of the last words in an error. */
const mostShown = 300
/** Milliseconds in which a program tidies up before it is ended by force. */
const patienceMs = 10_000

/** Names and passwords in addresses, as of a repository in an error of git. */
const userInAddress = /(?<=:\/\/)[^/@\s]+(?=@)/gu

/** Variables that git sets for hooks: in another work tree they would name the wrong one. */
const ofHooks = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY']

/** Runs a program to its end. */
export async function runChild(call: ChildCall): Promise<EndedChild> {
  const { program, args, cwd, env = {}, keepOutput = false, stop } = call
  const { execa } = await import('execa')
  const subprocess = execa(program, args, {
    cwd,
    env: { ...Object.fromEntries(ofHooks.map((name) => [name, undefined])), ...env },
    reject: false,
    stdin: 'ignore',
    buffer: false,
    // Clean-up of execa would end this process by the signal, before the work trees are removed.
    cleanup: false,
    windowsHide: true,
  })
  let [output, kept] = ['', '']
  subprocess.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (keepOutput) output += text
    kept = `${kept}${text}`.slice(-mostKept)
  })
  subprocess.stderr.setEncoding('utf8').on('data', (text: string) => {
    kept = `${kept}${text}`.slice(-mostKept)
  })
  let force: NodeJS.Timeout | null = null
  const end = (): void => {
    subprocess.kill('SIGINT')
    force = setTimeout(() => subprocess.kill('SIGKILL'), patienceMs)
  }
  if (stop?.aborted === true) end()
  else stop?.addEventListener('abort', end, { once: true })
  const { exitCode, cause } = await subprocess
  if (force !== null) clearTimeout(force)
  stop?.removeEventListener('abort', end)
  const isMissing = (cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'
  return { exitCode: exitCode ?? null, output, lastWords: lastWords(kept), isMissing }
}

/** The last lines that say anything, in one. */
function lastWords(text: string): string {
  const secrets = Object.entries(process.env).flatMap(([name, value = '']) => (isSecretName(name) ? [value] : []))
  const words = tellingLines(text).join(' | ').replaceAll(userInAddress, '<secret>')
  return truncate(redactor(secrets)(words), mostShown)
}
